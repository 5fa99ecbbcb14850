package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpAnswerStatsTest {

  @Test
  void shouldSumUpTheAnswersSinceTheLastTime() {
    // Given
    UpAnswerStats stats = new UpAnswerStats();
    for (int i = 0; i < 99; i++) {
      stats.decided(0, 1_000, 1_004);
    }
    stats.decided(0, 1_000, 1_090);

    // Then
    assertThat(stats.summary(10))
        .hasValue("100 answers in 10 s, half within 4 ms, 99 of 100 within 4 ms");
    assertThat(stats.summary(10)).isEmpty();
  }
}
