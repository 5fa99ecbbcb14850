package io.hongbao.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentAnswerDelayTest {

  private final EdgeMetrics metrics = new EdgeMetrics();
  private long pending;
  private final RecentAnswerDelay delay =
      new RecentAnswerDelay(metrics::answerDelays, () -> pending);

  private void answer(int shakes, long millis) {
    for (int i = 0; i < shakes; i++) {
      metrics.shakeAnswered(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  @Test
  void shouldTellTheDelayOf99Of100() {
    answer(99, 15);
    answer(1, 700);
    assertThat(delay.p99Millis(5_000)).hasValue(20);

    answer(98, 15);
    answer(2, 700);
    assertThat(delay.p99Millis(10_000)).hasValue(1_000);
  }

  @Test
  void shouldTellTheLastFullWindowUntilTheNextIsFull() {
    answer(10, 3);
    assertThat(delay.p99Millis(6_000)).hasValue(5);

    answer(10, 300);
    assertThat(delay.p99Millis(8_000)).hasValue(5);
    assertThat(delay.p99Millis(11_000)).hasValue(500);
  }

  @Test
  void shouldTellTheLastStepOfAnswersThatTookLonger() {
    answer(10, 40_000);

    assertThat(delay.p99Millis(5_000)).hasValue(10_000);
  }

  @Test
  void shouldTellTheWindowIfShakesWaitAndNoneIsAnswered() {
    pending = 3;

    assertThat(delay.p99Millis(7_000)).hasValue(7_000);
  }

  @Test
  void shouldTellNothingIfNobodyShakes() {
    answer(10, 3);
    delay.p99Millis(5_000);

    assertThat(delay.p99Millis(10_000)).isEqualTo(OptionalLong.empty());
  }
}
