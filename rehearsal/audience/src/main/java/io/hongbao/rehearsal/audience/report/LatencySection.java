package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.Latencies;
import io.hongbao.rehearsal.audience.LatencyCurve;
import io.hongbao.rehearsal.audience.TimeSlice;
import io.hongbao.rehearsal.audience.report.HtmlFragments.Swatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** How long answers and acknowledgements took: in all, and over time. */
final class LatencySection {

  private static final String ANSWER = "answer";
  private static final String ACKNOWLEDGEMENT = "ack";
  private static final String MEDIAN = "median";

  private LatencySection() {}

  static String html(AudienceReport report, List<ChartMark> marks) {
    if (report.toAnswer().count() == 0 && report.toAcknowledgement().count() == 0) {
      return HtmlFragments.section(
          "latency", "Latency", HtmlFragments.paragraph("No shake was acknowledged or answered."));
    }
    return HtmlFragments.section(
        "latency",
        "Latency",
        HtmlFragments.paragraph(
                "Latency counts from the planned start of a shake, so a server that delays the load"
                    + " shows in it; of a shake that was refused, from the post that was accepted."
                    + " \"To the log\" ends at the 202, or at the answer if the edge sent no 202"
                    + " before it.")
            + "<div class=\"charts\">\n"
            + curve(report)
            + overTime(report, marks)
            + "</div>\n"
            + table(report));
  }

  private static String curve(AudienceReport report) {
    LatencyCurve answers = report.history().toAnswer();
    LatencyCurve acknowledgements = report.history().toAcknowledgement();
    List<Long> micros = new ArrayList<>();
    answers.points().forEach(point -> micros.add(point.micros()));
    acknowledgements.points().forEach(point -> micros.add(point.micros()));
    Chart chart = new Chart(Axis.percentiles(), axisOf(micros));
    draw(chart, ACKNOWLEDGEMENT, acknowledgements);
    draw(chart, ANSWER, answers);
    return HtmlFragments.figure(
        "Latency by percentile",
        List.of(new Swatch(ANSWER, "to the answer"), new Swatch(ACKNOWLEDGEMENT, "to the log")),
        chart.toSvg(
            String.format(
                Locale.ROOT,
                "Latency by percentile: answers p50 %s ms, p99 %s ms, at most %s ms",
                Markup.millis(report.toAnswer().p50Micros()),
                Markup.millis(report.toAnswer().p99Micros()),
                Markup.millis(report.toAnswer().maxMicros()))));
  }

  private static void draw(Chart chart, String style, LatencyCurve curve) {
    List<Double> x = curve.points().stream().map(LatencyCurve.Point::percentile).toList();
    List<Double> y = curve.points().stream().map(point -> (double) point.micros()).toList();
    chart.line(style, x, y);
  }

  private static String overTime(AudienceReport report, List<ChartMark> marks) {
    List<TimeSlice> slices = report.history().slices();
    List<Long> micros = new ArrayList<>();
    for (TimeSlice slice : slices) {
      if (slice.toAnswer().count() > 0) {
        micros.add(slice.toAnswer().p50Micros());
        micros.add(slice.toAnswer().p99Micros());
      }
    }
    int width = report.history().sliceSeconds();
    Chart chart =
        new Chart(Axis.time(report.history().seconds()), axisOf(micros))
            .stairs(ANSWER, width, over(slices, Latencies::p99Micros))
            .stairs(MEDIAN, width, over(slices, Latencies::p50Micros));
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Latency over time, in slices of " + TimeSection.span(width),
        List.of(new Swatch(ANSWER, "p99"), new Swatch(MEDIAN, "p50")),
        chart.toSvg("Latency of answers over time, p50 and p99"));
  }

  private static List<Double> over(List<TimeSlice> slices, ToLongFunction<Latencies> figure) {
    return slices.stream()
        .map(TimeSlice::toAnswer)
        .map(it -> it.count() == 0 ? Double.NaN : (double) figure.applyAsLong(it))
        .toList();
  }

  private static Axis axisOf(List<Long> micros) {
    long min = micros.stream().mapToLong(Long::longValue).min().orElse(1_000);
    long max = micros.stream().mapToLong(Long::longValue).max().orElse(1_000);
    return Axis.latencies(min, max);
  }

  private static String table(AudienceReport report) {
    return HtmlFragments.table(
        "numbers",
        List.of("milliseconds", "p50", "p90", "p99", "p99.9", "most", "of"),
        rows(report));
  }

  private static List<List<String>> rows(AudienceReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("to the answer", report.toAnswer()));
    rows.add(row("to the log", report.toAcknowledgement()));
    if (!report.refusals().areNone()) {
      rows.add(row("refused, until accepted", report.refusals().waited()));
    }
    return rows;
  }

  private static List<String> row(String name, Latencies latencies) {
    return List.of(
        name,
        Markup.millis(latencies.p50Micros()),
        Markup.millis(latencies.p90Micros()),
        Markup.millis(latencies.p99Micros()),
        Markup.millis(latencies.p999Micros()),
        Markup.millis(latencies.maxMicros()),
        Markup.count(latencies.count()));
  }
}
