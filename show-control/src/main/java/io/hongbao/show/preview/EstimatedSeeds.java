package io.hongbao.show.preview;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ReleaseTimes;
import java.util.ArrayList;
import java.util.List;

/**
 * Says where packets go without planning any: to buckets as evenly as whole numbers allow, and in
 * time as the wave's curve says, each pool with its share. A packet more or less in a slice.
 */
final class EstimatedSeeds implements PoolCounts {

  private final int buckets;

  EstimatedSeeds(int buckets) {
    this.buckets = buckets;
  }

  @Override
  public PoolPreview of(CampaignWave wave, Pool pool) {
    int fewest = pool.packets() / buckets;
    boolean isEven = pool.packets() % buckets == 0;
    return new PoolPreview(
        pool,
        fewest,
        isEven ? fewest : fewest + 1,
        Math.max(0, buckets - pool.packets()),
        slices(wave, pool));
  }

  private static List<Long> slices(CampaignWave wave, Pool pool) {
    long waveMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
    long packets = wave.pools().stream().mapToLong(Pool::packets).sum();
    ReleaseTimes times = new ReleaseTimes(wave.curve(), waveMillis, packets);
    List<Long> slices = new ArrayList<>();
    long before = 0;
    for (int slice = 1; slice <= PoolPreview.SLICES; slice++) {
      long ofAll =
          slice == PoolPreview.SLICES
              ? packets
              : times.releasedBefore(
                  (waveMillis * slice + PoolPreview.SLICES - 1) / PoolPreview.SLICES);
      long released = Math.round((double) ofAll * pool.packets() / packets);
      slices.add(released - before);
      before = released;
    }
    return slices;
  }
}
