package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.AudienceHistory.FirstCase;
import io.hongbao.rehearsal.audience.AudienceHistory.HeardWins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AudienceTallyTest {

  private static final long BEGINS = -7_000_000_000L;
  private static final AudienceSettings SETTINGS =
      AudienceSettings.of(List.of(new Endpoint("edge", 80)), 10, 5, Duration.ofSeconds(2));

  private long nowNanos = BEGINS;
  private final AudienceTally tally = new AudienceTally(() -> nowNanos, BEGINS);

  @Test
  void shouldMeasureFromTheInstantThatWasPlanned() {
    tally.sent();
    at(40);
    tally.acknowledged(BEGINS + millis(10));
    at(1_050);
    tally.answered(PhoneAnswer.of(Outcome.MISS), BEGINS + millis(50));

    AudienceReport report = report();

    assertThat(report.toAcknowledgement().maxMicros()).isBetween(30_000L, 30_100L);
    assertThat(report.toAnswer().maxMicros()).isBetween(1_000_000L, 1_001_000L);
    assertThat(report.history().slices())
        .extracting(TimeSlice::sent, TimeSlice::acknowledged, TimeSlice::answered)
        .containsExactly(tuple(1L, 1L, 0L), tuple(0L, 0L, 1L));
    assertThat(report.history().toAnswer().points())
        .hasSize(75)
        .allMatch(point -> point.micros() == report.toAnswer().maxMicros());
    assertThat(report.history().toAnswer().points().get(0).percentile())
        .isCloseTo(50, within(1e-9));
  }

  @Test
  void shouldSumUpTheWinsOfEachEnterprise() {
    tally.answered(packet("p1", "cola", 188), BEGINS);
    tally.answered(packet("p2", "tea", 5), BEGINS);
    tally.answered(packet("p3", "cola", 12), BEGINS);

    assertThat(report().history().wins())
        .isEqualTo(Map.of("cola", new HeardWins(2, 200), "tea", new HeardWins(1, 5)));
    assertThat(report().results()).isEqualTo(Map.of(AnswerResult.PACKET, 3L));
  }

  @Test
  void shouldKeepTheFirstCaseOfEachKindThatWentWrong() {
    at(1_500);
    tally.error("status 401", "phone-1");
    tally.trouble("status 503", () -> "phone-2 first-0");
    at(1_900);
    tally.error("status 401", "phone-3");
    tally.trouble("status 503", () -> "phone-4 first-0");

    AudienceReport report = report();

    assertThat(report.errors()).isEqualTo(Map.of("status 401", 2L));
    assertThat(report.troubles()).isEqualTo(Map.of("status 503", 2L));
    assertThat(report.history().firstErrors())
        .isEqualTo(Map.of("status 401", new FirstCase(1.5, "phone-1")));
    assertThat(report.history().firstTroubles())
        .isEqualTo(Map.of("status 503", new FirstCase(1.5, "phone-2 first-0")));
  }

  @Test
  void shouldCountRefusalsAndTheirWaitingApart() {
    tally.sent();
    tally.sent();
    at(100);
    tally.refused("BUSY");
    tally.refused("status 429");
    at(1_100);
    tally.waitedAfterRefusal();
    tally.acceptedAfterRefusal(BEGINS, BEGINS + millis(1_100));
    at(2_000);

    assertThat(tally.progress(2).refused()).isEqualTo(2);
    assertThat(tally.progress(2).waiting()).isEqualTo(1);
    tally.waitedAfterRefusal();
    tally.neverAccepted(BEGINS);

    Refusals refusals = report().refusals();
    assertThat(refusals.byKind()).isEqualTo(Map.of("BUSY", 1L, "status 429", 1L));
    assertThat(refusals.notAccepted()).isEqualTo(1);
    assertThat(refusals.waited().count()).isEqualTo(2);
    assertThat(refusals.waited().p50Micros()).isBetween(1_100_000L, 1_101_000L);
    assertThat(refusals.waited().maxMicros()).isBetween(2_000_000L, 2_001_000L);
    assertThat(report().history().slices()).extracting(TimeSlice::refused).containsExactly(2L, 0L);
  }

  @Test
  void shouldDrawNoCurveWithoutAMeasurement() {
    assertThat(report().history().toAnswer()).isEqualTo(LatencyCurve.EMPTY);
  }

  private AudienceReport report() {
    return tally.report(
        SETTINGS,
        new ShakeTimes(SETTINGS.ratePerSecond()),
        10,
        millis(2_000),
        "gala",
        1_800_000_000_000L);
  }

  private void at(long millis) {
    nowNanos = BEGINS + millis(millis);
  }

  private static PhoneAnswer packet(String id, String enterprise, long fen) {
    return PhoneAnswer.of(new Outcome.Packet(id, enterprise, fen));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
