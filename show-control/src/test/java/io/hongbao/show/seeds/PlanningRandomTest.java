package io.hongbao.show.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanningRandomTest {

  @Test
  void shouldFollowTheKeyStreamOfAes() {
    PlanningRandom random = new PlanningRandom(new byte[32]);

    // AES-256 of a block of zeros under a key of zeros begins dc95c078; of 2^16 · that fraction of
    // 2^32 remains dc95. The next word is a2408989.
    assertThat(random.below(1 << 16)).isEqualTo(0xdc95);
    assertThat(random.below(1 << 16)).isEqualTo(0xa240);
  }

  @Test
  void shouldGiveEveryNumberTheSameChance() {
    PlanningRandom random = new PlanningRandom(new byte[32]);
    int[] counts = new int[7];

    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }

    // 10,000 each with a standard deviation of 93.
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> Math.abs(count - 10_000) < 500);
  }

  @Test
  void shouldStayWithinBothEnds() {
    PlanningRandom random = new PlanningRandom(new byte[32]);

    int[] drawn = IntStream.range(0, 1_000).map(i -> random.between(-2, 2)).distinct().toArray();

    assertThat(drawn).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    assertThat(random.between(5, 5)).isEqualTo(5);
  }

  @Test
  void shouldGiveEveryOrderTheSameChance() {
    PlanningRandom random = new PlanningRandom(new byte[32]);
    int[] counts = new int[6];

    for (int i = 0; i < 60_000; i++) {
      int[] numbers = {0, 1, 2};
      random.shuffle(numbers);
      counts[numbers[0] * 2 + (numbers[1] > numbers[2] ? 1 : 0)]++;
    }

    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> Math.abs(count - 10_000) < 500);
  }

  @Test
  void shouldRefuseABoundOfNothing() {
    assertThatThrownBy(() -> new PlanningRandom(new byte[32]).below(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound 0: expected at least 1");
  }
}
