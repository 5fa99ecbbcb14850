package io.hongbao.show.seeds;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The seeds of one pool of a wave, laid bucket by bucket, each bucket's in the order of release.
 * Eight bytes a seed, so that ten million take no more than 80 MB.
 */
final class PoolSeeds {

  private final String waveId;
  private final String enterpriseId;
  private final int[] firstSlots;
  private final int[] amountsFen;
  private final int[] offsetsMillis;
  private final int shares;

  /** Takes the arrays over; nobody else keeps them. */
  PoolSeeds(String waveId, Pool pool, int[] firstSlots, int[] amountsFen, int[] offsetsMillis) {
    this.waveId = waveId;
    this.enterpriseId = pool.enterpriseId();
    this.shares = pool.shares();
    this.firstSlots = firstSlots;
    this.amountsFen = amountsFen;
    this.offsetsMillis = offsetsMillis;
  }

  long packets() {
    return amountsFen.length;
  }

  long amountFen() {
    return Arrays.stream(amountsFen).asLongStream().sum();
  }

  int count(int bucket) {
    return firstSlots[bucket + 1] - firstSlots[bucket];
  }

  /**
   * Some of a bucket's seeds.
   *
   * @param from 0 to count - 1
   * @param most how many at most
   */
  SeedBatch batch(int bucket, int from, int most) {
    int first = firstSlots[bucket] + from;
    int end = Math.min(first + most, firstSlots[bucket + 1]);
    List<Seed> seeds = new ArrayList<>(end - first);
    for (int slot = first; slot < end; slot++) {
      seeds.add(new Seed(amountsFen[slot], offsetsMillis[slot]));
    }
    return new SeedBatch(SeedBatch.NO_PLAN, waveId, enterpriseId, 0, seeds, shares);
  }
}
