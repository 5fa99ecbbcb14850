package io.hongbao.rehearsal.audience.report;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.AudienceHistory;
import io.hongbao.rehearsal.audience.AudienceHistory.FirstCase;
import io.hongbao.rehearsal.audience.AudienceHistory.HeardWins;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.Latencies;
import io.hongbao.rehearsal.audience.LatencyCurve;
import io.hongbao.rehearsal.audience.Refusals;
import io.hongbao.rehearsal.audience.TimeSlice;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import io.hongbao.rehearsal.audience.report.PlanProgress.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Loads that a test would like to see on a page. */
final class ReportFixtures {

  static final PlanFinding NO_PLAN = new PlanFinding.Unknown("nobody asked");

  private static final AudienceSettings SETTINGS =
      AudienceSettings.of(List.of(new Endpoint("edge", 8080)), 1_000, 200, Duration.ofSeconds(3));
  private static final Latencies NOTHING = new Latencies(0, 0, 0, 0, 0, 0);

  private ReportFixtures() {}

  /** Three seconds in which all was well but for two shakes. */
  static ReportData busy() {
    return new ReportData(
        SETTINGS,
        new AudienceReport(
            1_000,
            200,
            3,
            600,
            0,
            599,
            598,
            7,
            Map.of(AnswerResult.PACKET, 8L, AnswerResult.MISS, 540L, AnswerResult.GREETING, 50L),
            Map.of("status 503", 7L),
            Map.of("acknowledged, not answered", 1L, "status 401", 1L),
            List.of("status 401: phone-9"),
            new Latencies(598, 12_340, 20_000, 45_670, 99_000, 1_234_500),
            new Latencies(599, 2_340, 3_000, 5_000, 6_000, 7_000),
            Refusals.NONE,
            new AudienceHistory(
                "gala-2027",
                1_800_000_000_000L,
                1,
                List.of(slice(200, 4, 10_000), slice(200, 4, 20_000), slice(198, 0, 15_000)),
                curve(12_340, 1_200_000),
                curve(2_340, 7_000),
                Map.of("cola", new HeardWins(5, 12_345), "tea", new HeardWins(3, 30)),
                Map.of("status 401", new FirstCase(1.25, "phone-9")),
                Map.of("status 503", new FirstCase(0.5, "phone-2 first-0")))),
        new PlanFinding.Known(progress("Cola & Co")));
  }

  /** A load in which nothing was sent. */
  static ReportData empty() {
    return of(0, Map.of(), List.of());
  }

  /** A load of which no shake was answered. */
  static ReportData errorsOnly() {
    return of(
        50,
        Map.of("connection <refused>", 50L),
        List.of(new TimeSlice(50, 50, 0, Map.of(), NOTHING)));
  }

  /** The shortest load that a page may have to show. */
  static ReportData oneSecond() {
    return of(200, Map.of(), List.of(slice(200, 1, 10_000)));
  }

  /** A load of which edges refused much. */
  static ReportData refused() {
    Refusals refusals =
        new Refusals(
            Map.of("BUSY", 300L, "status 429", 20L),
            7,
            new Latencies(120, 1_500_000, 2_500_000, 3_500_000, 3_600_000, 4_000_000));
    TimeSlice slice = slice(193, 0, 10_000);
    TimeSlice refused = new TimeSlice(200, 200, 193, slice.results(), slice.toAnswer(), 0, 0, 320);
    return of(200, Map.of(), List.of(refused), refusals);
  }

  /** So many slices. */
  static ReportData of(long sent, Map<String, Long> errors, List<TimeSlice> slices) {
    return of(sent, errors, slices, Refusals.NONE);
  }

  private static ReportData of(
      long sent, Map<String, Long> errors, List<TimeSlice> slices, Refusals refusals) {
    long answered = slices.stream().mapToLong(TimeSlice::answered).sum();
    Latencies latencies = slices.isEmpty() ? NOTHING : slices.get(0).toAnswer();
    LatencyCurve curve = answered == 0 ? LatencyCurve.EMPTY : curve(8_000, 90_000);
    return new ReportData(
        SETTINGS,
        new AudienceReport(
            1_000,
            200,
            1,
            sent,
            0,
            answered,
            answered,
            0,
            answered == 0 ? Map.of() : Map.of(AnswerResult.MISS, answered),
            Map.of(),
            errors,
            List.of(),
            latencies,
            NOTHING,
            refusals,
            new AudienceHistory(
                "gala",
                1_800_000_000_000L,
                1,
                slices,
                curve,
                LatencyCurve.EMPTY,
                Map.of(),
                Map.of(),
                Map.of())),
        NO_PLAN);
  }

  static PlanProgress progress(String name) {
    Line cola = new Line(name, 60, List.of(10L, 20L, 30L), List.of(9L, 12L, 29L));
    Line tea = new Line("Tea House", 40, List.of(5L, 10L, 15L), List.of(5L, 11L, 14L));
    Line total = new Line("All enterprises", 100, List.of(15L, 30L, 45L), List.of(14L, 23L, 43L));
    return new PlanProgress("plan 1 in topic show", 1, total, List.of(cola, tea));
  }

  static TimeSlice slice(long answered, long packets, long p50Micros) {
    return new TimeSlice(
        200,
        200,
        answered,
        packets == 0
            ? Map.of(AnswerResult.MISS, answered)
            : Map.of(AnswerResult.MISS, answered - packets, AnswerResult.PACKET, packets),
        new Latencies(
            answered, p50Micros, 2 * p50Micros, 3 * p50Micros, 4 * p50Micros, 5 * p50Micros));
  }

  private static LatencyCurve curve(long leastMicros, long maxMicros) {
    return new LatencyCurve(
        List.of(
            new LatencyCurve.Point(50, leastMicros),
            new LatencyCurve.Point(99, (leastMicros + maxMicros) / 2),
            new LatencyCurve.Point(99.99, maxMicros)));
  }
}
