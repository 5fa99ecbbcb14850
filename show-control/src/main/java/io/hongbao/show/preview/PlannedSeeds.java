package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.seeds.SeedPlan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Counts the seeds of a plan, one by one. */
final class PlannedSeeds implements PoolCounts {

  private record PoolKey(String waveId, String enterpriseId) {}

  private final Map<PoolKey, Count> counts = new HashMap<>();

  private PlannedSeeds() {}

  static PlannedSeeds count(Campaign campaign, SeedPlan plan) {
    var seeds = new PlannedSeeds();
    for (CampaignWave wave : campaign.waves()) {
      long waveMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
      for (Pool pool : wave.pools()) {
        seeds.counts.put(new PoolKey(wave.id(), pool.enterpriseId()), new Count(waveMillis));
      }
    }
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.readBatches(bucket, (number, batch) -> seeds.add(batch));
      seeds.counts.values().forEach(Count::endBucket);
    }
    return seeds;
  }

  private void add(SeedBatch batch) {
    counts.get(new PoolKey(batch.waveId(), batch.enterpriseId())).add(batch);
  }

  @Override
  public PoolPreview of(CampaignWave wave, Pool pool) {
    return counts.get(new PoolKey(wave.id(), pool.enterpriseId())).preview(pool);
  }

  /** Of one pool, bucket after bucket. */
  private static final class Count {

    private final long waveMillis;
    private final long[] inSlice = new long[PoolPreview.SLICES];
    private int inBucket;
    private int fewest = Integer.MAX_VALUE;
    private int most;
    private int without;

    Count(long waveMillis) {
      this.waveMillis = waveMillis;
    }

    void add(SeedBatch batch) {
      inBucket += batch.seeds().size();
      for (Seed seed : batch.seeds()) {
        inSlice[(int) (seed.releaseOffsetMillis() * PoolPreview.SLICES / waveMillis)]++;
      }
    }

    void endBucket() {
      fewest = Math.min(fewest, inBucket);
      most = Math.max(most, inBucket);
      without += inBucket == 0 ? 1 : 0;
      inBucket = 0;
    }

    PoolPreview preview(Pool pool) {
      return new PoolPreview(pool, fewest, most, without, Arrays.stream(inSlice).boxed().toList());
    }
  }
}
