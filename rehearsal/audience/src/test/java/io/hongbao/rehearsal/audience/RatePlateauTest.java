package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatePlateauTest {

  private final RatePlateau plateau = new RatePlateau(2, 0.05);

  @Test
  void shouldBeFlatOnceTheNewestSamplesAreHardlyAboveThoseBefore() {
    add(100, 200, 400, 800);
    assertThat(plateau.isFlat()).as("150, then 600").isFalse();

    add(900, 910);
    assertThat(plateau.isFlat()).as("600, then 905").isFalse();

    add(930, 950);
    assertThat(plateau.isFlat()).as("905, then 940").isTrue();
  }

  @Test
  void shouldNotBeFlatBeforeBothMeansAreComplete() {
    add(500, 500, 500);

    assertThat(plateau.isFlat()).isFalse();

    add(500);
    assertThat(plateau.isFlat()).isTrue();
  }

  @Test
  void shouldNotTakeSilenceForALevel() {
    add(0, 0, 0, 0, 0, 0);

    assertThat(plateau.isFlat()).isFalse();
  }

  @Test
  void shouldNotTakeOneSlowSampleForALevel() {
    add(100, 300, 600, 600);
    add(10, 1_400);

    assertThat(plateau.isFlat()).as("600, then 705").isFalse();
  }

  @Test
  void shouldTakeAFallingRateForOneThatHasStoppedToGrow() {
    add(900, 900, 500, 500);

    assertThat(plateau.isFlat()).isTrue();
  }

  @Test
  void shouldSayTheMeanOfTheNewestSamples() {
    assertThat(plateau.newest()).isZero();

    add(300);
    assertThat(plateau.newest()).isEqualTo(300);

    add(500, 700);
    assertThat(plateau.newest()).isEqualTo(600);
  }

  @Test
  void shouldRefuseAWindowWithoutSamples() {
    assertThatThrownBy(() -> new RatePlateau(0, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("window 0: expected 1 sample or more");
    assertThatThrownBy(() -> new RatePlateau(1, -0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most growth -0.1: expected 0 or more");
  }

  private void add(double... samples) {
    for (double sample : samples) {
      plateau.add(sample);
    }
  }
}
