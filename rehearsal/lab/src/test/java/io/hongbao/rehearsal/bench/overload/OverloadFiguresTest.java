package io.hongbao.rehearsal.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadFiguresTest {

  private static final int CAP = 1_000;
  private static final long BEGINS = -5_000_000_000L;
  private static final Level STEP = new Level("1.4x", 1.4, 10_000, 20_000);
  private static final Level HIGHEST = new Level("10x", 10, 20_000, 30_000);
  private static final Level AFTER = new Level("0.8x", 0.8, 30_000, 40_000);

  private final CrowdTally tally = new CrowdTally(1, BEGINS);

  @Test
  void shouldSumUpACalmRun() {
    served(9_000, 20_000, 1_000, 400);
    refused(10_000, 20_000, 400);
    served(20_000, 30_000, 950, 400);
    refused(20_000, 30_000, 9_050);
    served(30_000, 40_000, 800, 100);

    OverloadFigures figures = OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER);

    assertThat(figures.offeredAt10x()).isEqualTo(10_000);
    assertThat(figures.goodputAt10x()).isCloseTo(0.95, within(0.01));
    assertThat(figures.acceptedP99MillisAt10x()).isCloseTo(400, within(1.0));
    assertThat(figures.settleMillisAt1Point4x()).isLessThanOrEqualTo(100);
    assertThat(figures.acceptSettleMillisAt1Point4x()).isZero();
    assertThat(figures.steadyShareAt1Point4x()).isEqualTo(1);
    assertThat(figures.recoveredSeconds()).isZero();
  }

  @Test
  void shouldTellWhenTooMuchIsAcceptedAlthoughOutcomesComeAtTheCap() {
    for (long dueAtMillis = 10_000; dueAtMillis < 20_000; dueAtMillis++) {
      shake(dueAtMillis, 100);
      if (dueAtMillis % 5 < 2) {
        tally.offered(at(dueAtMillis));
        tally.accepted(at(dueAtMillis));
      }
    }

    OverloadFigures figures = OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER);

    assertThat(figures.settleMillisAt1Point4x()).isLessThanOrEqualTo(100);
    assertThat(figures.acceptSettleMillisAt1Point4x()).as("the whole level").isEqualTo(10_000);
    assertThat(figures.steadyShareAt1Point4x()).isZero();
  }

  @Test
  void shouldCountARecoveryFromWhenNearlyAllAreAnsweredWithinASecond() {
    served(30_000, 32_000, 800, 1_500);
    served(32_000, 34_000, 780, 300);
    refused(32_000, 34_000, 20);
    served(34_000, 40_000, 800, 300);

    OverloadFigures figures = OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER);

    assertThat(figures.recoveredSeconds())
        .as("the first half second in which no more than one of a hundred is refused")
        .isEqualTo(3.8);
  }

  @Test
  void shouldNotRecoverIfNobodyIsAnswered() {
    refused(30_000, 40_000, 800);

    assertThat(OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER).recoveredSeconds())
        .isEqualTo(10);
  }

  @Test
  void shouldShareOutWhatWasServed() {
    for (int i = 0; i < 1_000; i++) {
      tally.lookedUp(at(25_000));
      if (i >= 3) {
        tally.served(at(25_000));
      }
    }

    assertThat(OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER).servedShareAt10x())
        .isEqualTo(0.997);
  }

  @Test
  void shouldCountAShakeThatIsNeverAnsweredWithItsWait() {
    served(20_000, 30_000, 10, 400);
    for (int i = 0; i < 10; i++) {
      tally.unanswered(at(20_000 + i), at(60_000));
    }

    assertThat(OverloadFigures.of(tally, CAP, STEP, HIGHEST, AFTER).acceptedP99MillisAt10x())
        .isCloseTo(40_000, within(100.0));
  }

  @Test
  void shouldTakeTheWorseOfTwoRunsFigureByFigure() {
    var one = new OverloadFigures(10_000, 0.95, 800, 0.999, 300, 2_000, 0.9, 3);
    var other = new OverloadFigures(9_000, 0.99, 900, 0.998, 200, 1_000, 1, 7);

    assertThat(one.worse(other))
        .isEqualTo(new OverloadFigures(9_000, 0.95, 900, 0.998, 300, 2_000, 0.9, 7))
        .isEqualTo(other.worse(one));
  }

  /** So many shakes a second, accepted and answered after some time. */
  private void served(long fromMillis, long toMillis, int perSecond, long answerMillis) {
    long count = (toMillis - fromMillis) * perSecond / 1_000;
    for (long i = 0; i < count; i++) {
      shake(fromMillis + i * (toMillis - fromMillis) / count, answerMillis);
    }
  }

  private void shake(long dueAtMillis, long answerMillis) {
    tally.offered(at(dueAtMillis));
    tally.accepted(at(dueAtMillis));
    tally.answered(0, at(dueAtMillis), at(dueAtMillis + answerMillis));
  }

  private void refused(long fromMillis, long toMillis, int perSecond) {
    long count = (toMillis - fromMillis) * perSecond / 1_000;
    for (long i = 0; i < count; i++) {
      long dueAtNanos = at(fromMillis + i * (toMillis - fromMillis) / count);
      tally.offered(dueAtNanos);
      tally.refused(dueAtNanos);
    }
  }

  private static long at(long millis) {
    return BEGINS + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
