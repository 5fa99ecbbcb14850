package io.hongbao.rehearsal.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EvenPaceTest {

  private static final long BEGINS = -3_000_000_000L;

  private final EvenPace pace = new EvenPace(1_000, BEGINS);
  private long nowNanos = BEGINS;

  @Test
  void shouldLetNoMoreThroughThanThePace() {
    for (int i = 0; i < 3_000; i++) {
      nowNanos += pace.takeNanos(nowNanos);
    }

    assertThat(nowNanos - BEGINS).isEqualTo(millis(2_999));
  }

  @Test
  void shouldCatchUpWhatASleepTookTooLong() {
    for (int i = 0; i < 3_000; i++) {
      long waitNanos = pace.takeNanos(nowNanos);
      nowNanos += waitNanos == 0 ? 0 : waitNanos + millis(7);
    }

    assertThat(nowNanos - BEGINS).isBetween(millis(2_990), millis(3_010));
  }

  @Test
  void shouldNotMakeUpForALongPause() {
    assertThat(pace.takeNanos(nowNanos)).isZero();
    nowNanos += millis(10_000);

    int atOnce = 0;
    while (pace.takeNanos(nowNanos) == 0) {
      atOnce++;
    }

    assertThat(atOnce).as("a tenth of a second of it").isBetween(100, 101);
  }

  @Test
  void shouldKeepToARateThatIsNoWholeNumberOfNanoseconds() {
    EvenPace thirds = new EvenPace(300_000.0, 0);
    long now = 0;
    for (int i = 0; i < 300_001; i++) {
      now += thirds.takeNanos(now);
    }

    assertThat(now).isBetween(millis(999), millis(1_001));
  }

  @Test
  void shouldRefuseAPaceThatNeverMoves() {
    assertThatThrownBy(() -> new EvenPace(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
