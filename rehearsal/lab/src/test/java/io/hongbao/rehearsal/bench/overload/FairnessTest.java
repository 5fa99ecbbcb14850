package io.hongbao.rehearsal.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void shouldHoldTheLeastServedAgainstTheMedian() {
    assertThat(Fairness.leastToMedian(new int[] {60, 48, 70, 61, 59})).isEqualTo(0.8);
    assertThat(Fairness.leastToMedian(new int[] {10, 10})).isEqualTo(1);
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertThat(Fairness.leastToMedian(new int[] {9, 11, 6, 13})).isEqualTo(0.6);
  }

  @Test
  void shouldBeUnfairIfNobodyInTheMiddleGotAnything() {
    assertThat(Fairness.leastToMedian(new int[] {0, 0, 7})).isZero();
    assertThat(Fairness.leastToMedian(new int[] {0, 5, 7})).isZero();
  }

  @Test
  void shouldNeedUsers() {
    assertThatThrownBy(() -> Fairness.leastToMedian(new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldLeaveTheCountsAsTheyAre() {
    int[] got = {3, 1, 2};

    double share = Fairness.leastToMedian(got);

    assertThat(share).isEqualTo(0.5);
    assertThat(got).containsExactly(3, 1, 2);
  }
}
