package io.hongbao.show.seeds;

import io.hongbao.domain.draw.SeedBatch;
import java.util.List;

/**
 * The seeds of a campaign, bucket by bucket. Batches are made when they are asked for, so that no
 * more than one bucket's lie on the heap as objects.
 */
public final class SeedPlan {

  private final int buckets;
  private final int seedsPerBatch;
  private final List<PoolSeeds> pools;

  SeedPlan(int buckets, int seedsPerBatch, List<PoolSeeds> pools) {
    this.buckets = buckets;
    this.seedsPerBatch = seedsPerBatch;
    this.pools = List.copyOf(pools);
  }

  /** Takes the batches of a bucket, one after the other. */
  @FunctionalInterface
  public interface BatchReader {

    /**
     * Takes a batch.
     *
     * @param number its control number in the bucket: 1, 2, 3 …
     */
    void accept(long number, SeedBatch batch);
  }

  public int buckets() {
    return buckets;
  }

  /** Packets over all buckets. */
  public long packets() {
    return pools.stream().mapToLong(PoolSeeds::packets).sum();
  }

  /** What the packets are worth together. */
  public long amountFen() {
    return pools.stream().mapToLong(PoolSeeds::amountFen).sum();
  }

  /** How many batches a bucket has. */
  public long batches(int bucket) {
    return pools.stream()
        .mapToLong(pool -> (pool.count(bucket) + seedsPerBatch - 1) / seedsPerBatch)
        .sum();
  }

  /**
   * Hands over the batches of a bucket, waves and pools in the campaign's order, seeds in the order
   * of release; a batch's seeds all lie before those of the pool's next one.
   *
   * @return how many there were
   */
  public long readBatches(int bucket, BatchReader reader) {
    long number = 0;
    for (PoolSeeds pool : pools) {
      int count = pool.count(bucket);
      for (int from = 0; from < count; from += seedsPerBatch) {
        number++;
        reader.accept(number, pool.batch(bucket, from, seedsPerBatch));
      }
    }
    return number;
  }
}
