package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpAnswerStatsTest {

  @Test
  void shouldSumUpTheAnswersSinceTheLastTime() {
    // Given
    UpAnswerStats pulse = new UpAnswerStats();
    for (int i = 0; i < 99; i++) {
      pulse.decided(0, 1_000, 1_004);
    }
    pulse.decided(0, 1_000, 1_090);

    // Then
    assertThat(pulse.beat(10))
        .hasValue("100 answers in 10 s, half within 4 ms, 99 of 100 within 4 ms");
    assertThat(pulse.beat(10)).isEmpty();
  }
}
