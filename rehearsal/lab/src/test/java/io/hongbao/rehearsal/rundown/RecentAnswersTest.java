package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private final RecentAnswers answers = new RecentAnswers();

  @Test
  void shouldKnowThePercentileOfTheAnswersSinceAnInstant() {
    answers.decided(0, 0, 9_999);
    for (int i = 1; i <= 100; i++) {
      answers.decided(0, 10_000, 10_000 + i);
    }

    assertThat(answers.p99Millis(10_000)).hasValue(99);
    assertThat(answers.p99Millis(10_100)).hasValue(100);
    assertThat(answers.p99Millis(0)).as("the slow one is a hundredth of all").hasValue(100);
  }

  @Test
  void shouldKnowNothingWithoutAnAnswer() {
    answers.decided(0, 0, 100);

    assertThat(answers.p99Millis(101)).isEmpty();
  }

  @Test
  void shouldForgetAnswersOfLongAgo() {
    answers.decided(0, 0, 100);
    answers.decided(0, 400_000, 400_005);

    assertThat(answers.p99Millis(0)).hasValue(5);
  }
}
