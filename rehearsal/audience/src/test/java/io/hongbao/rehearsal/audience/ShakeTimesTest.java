package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShakeTimesTest {

  private final ShakeTimes times = new ShakeTimes(4);

  @Test
  void shouldSpreadShakesEvenly() {
    assertThat(times.startsAtNanos(0)).isZero();
    assertThat(times.startsAtNanos(3)).isEqualTo(millis(750));
    assertThat(times.plannedBefore(millis(2_000))).isEqualTo(8);
    assertThat(times.plannedBefore(millis(2_200))).isEqualTo(8);
  }

  @Test
  void shouldGoOnAtAnotherRateFromAnInstantOn() {
    times.changeAt(millis(2_000), 10);
    times.changeAt(millis(3_000), 1);

    assertThat(times.ratePerSecond()).isEqualTo(1);
    assertThat(times.plannedBefore(millis(1_000))).isEqualTo(4);
    assertThat(times.plannedBefore(millis(2_500))).isEqualTo(13);
    assertThat(times.plannedBefore(millis(5_000))).isEqualTo(20);
    assertThat(times.startsAtNanos(18)).isEqualTo(millis(3_000));
    assertThat(times.startsAtNanos(19)).isEqualTo(millis(4_000));
  }

  @Test
  void shouldCountAChangeBeforeTheBeginningFromTheBeginning() {
    times.changeAt(-5, 10);

    assertThat(times.startsAtNanos(10)).isEqualTo(millis(1_000));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
