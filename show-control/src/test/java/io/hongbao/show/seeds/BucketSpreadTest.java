package io.hongbao.show.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BucketSpreadTest {

  @Test
  void shouldFillEverySlotOnce() {
    BucketSpread spread = new BucketSpread(3, 8, new PlanningRandom(new byte[32]));

    int[] slots = new int[8];
    Arrays.setAll(slots, i -> spread.nextSlot());

    assertThat(slots).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(spread.firstSlots()).startsWith(0).endsWith(8);
  }

  @Test
  void shouldServeBucketsInAnotherOrderEachRound() {
    BucketSpread spread = new BucketSpread(8, 800, new PlanningRandom(new byte[32]));
    int[] roundsBegun = new int[8];

    for (int i = 0; i < 800; i++) {
      int bucket = spread.nextSlot() / 100;
      if (i % 8 == 0) {
        roundsBegun[bucket]++;
      }
    }

    // 12.5 rounds a bucket with a standard deviation of 3.3.
    assertThat(Arrays.stream(roundsBegun).boxed()).allMatch(rounds -> rounds > 1 && rounds < 30);
  }

  @Test
  void shouldServeAnyBucketWhenThereIsNotEnoughForAll() {
    PlanningRandom random = new PlanningRandom(new byte[32]);
    int[] served = new int[4];

    for (int i = 0; i < 400; i++) {
      int[] firstSlots = new BucketSpread(4, 1, random).firstSlots();
      for (int bucket = 0; bucket < 4; bucket++) {
        served[bucket] += firstSlots[bucket + 1] - firstSlots[bucket];
      }
    }

    assertThat(Arrays.stream(served).boxed()).allMatch(count -> count > 60 && count < 140);
  }
}
