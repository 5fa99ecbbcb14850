package io.hongbao.rehearsal.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SteadyStateDetectorTest {

  private final SteadyStateDetector detector = new SteadyStateDetector(3, 0.05);

  @Test
  void shouldNotBeFlatBeforeThereAreEnoughReadings() {
    add(100, 100);

    assertThat(detector.isFlat()).isFalse();
  }

  @Test
  void shouldNotBeFlatWhileItGrows() {
    add(50, 80, 90, 96);

    assertThat(detector.isFlat()).isFalse();
  }

  @Test
  void shouldForgetHowItBegan() {
    add(10, 50, 96, 100, 97);

    assertThat(detector.isFlat()).isTrue();
  }

  @Test
  void shouldNotTakeStandstillForFlat() {
    add(0, 0, 0);

    assertThat(detector.isFlat()).isFalse();
  }

  private void add(double... readings) {
    Arrays.stream(readings).forEach(detector::add);
  }
}
