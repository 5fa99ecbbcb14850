package io.hongbao.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdmissionRampTest {

  private static final double FIRST_PER_SECOND = 200;

  private final AdmissionRamp ramp = new AdmissionRamp(FIRST_PER_SECOND);

  private boolean run(int millis, boolean isInTime, long refused) {
    boolean isOver = false;
    for (int at = 0; at < millis; at += 20) {
      isOver = ramp.step(20, isInTime, refused);
    }
    return isOver;
  }

  @Test
  void shouldDoubleEachHalfSecondWhileMoreIsOfferedAndAnswersComeInTime() {
    run(1_500, true, 5);

    assertThat(ramp.perSecond()).isCloseTo(8 * FIRST_PER_SECOND, within(1.0));
  }

  @Test
  void shouldNotGrowWhileAnswersAreLateOrNothingIsRefused() {
    run(5_000, false, 5);
    run(500, true, 0);

    assertThat(ramp.perSecond()).isEqualTo(FIRST_PER_SECOND);
  }

  @Test
  void shouldBeOverAfterASecondWithoutARefusal() {
    assertThat(run(900, true, 0)).isFalse();
    assertThat(run(20, true, 1)).isFalse();
    assertThat(run(980, true, 0)).isFalse();
    assertThat(run(20, true, 0)).isTrue();
  }
}
