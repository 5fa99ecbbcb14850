package io.hongbao.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcceptRampTest {

  private static final long START = 1_000_000;

  private final AcceptRamp ramp = new AcceptRamp(10, START);

  private int acceptedAt(long millis) {
    int accepted = 0;
    while (ramp.mayAccept(START + millis)) {
      accepted++;
    }
    return accepted;
  }

  @Test
  void shouldTakeTheFirstRateAtTheStart() {
    assertThat(acceptedAt(0)).isEqualTo(10);
    assertThat(acceptedAt(100)).isEqualTo(1);
    assertThat(acceptedAt(1_100)).isEqualTo(10);
  }

  @Test
  void shouldDoubleEveryFiveSecondsUpToABound() {
    assertThat(ramp.perSecondAt(START + 4_999)).isEqualTo(10);
    assertThat(ramp.perSecondAt(START + 5_000)).isEqualTo(20);
    assertThat(ramp.perSecondAt(START + 20_000)).isEqualTo(160);
    assertThat(ramp.perSecondAt(START + 3_600_000)).isEqualTo(160);
    assertThat(acceptedAt(3_600_000)).isEqualTo(160);
  }

  @Test
  void shouldTakeNoMoreWhenTheClockJumpsBack() {
    acceptedAt(10_000);
    assertThat(acceptedAt(0)).isZero();
  }
}
