package io.hongbao.show.seeds;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.WaveSecret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Makes the seeds of a campaign. Pure: the same campaign and planning seed give the same seeds.
 *
 * <p>The packets of a wave are put in one row, each pool's spread over it evenly; packet i of the
 * row is released when the curve says ({@link ReleaseTimes}). The packets of a pool are dealt to
 * the buckets in that order ({@link BucketSpread}), and its budget is split among them ({@link
 * AmountSplitter}).
 */
public final class SeedPlanner {

  /** Changes whenever the same planning seed would give other seeds or batches. */
  static final int VERSION = 1;

  /** Most seeds of a batch: small ones are soon given away and out of a bucket's state. */
  static final int SEEDS_PER_BATCH = 500;

  private SeedPlanner() {}

  /**
   * Plans all waves.
   *
   * @param planningSeed what every random choice follows from
   */
  public static SeedPlan plan(Campaign campaign, WaveSecret planningSeed) {
    PlanningRandom random = new PlanningRandom(planningSeed.bytes());
    List<PoolSeeds> pools = new ArrayList<>();
    for (CampaignWave wave : campaign.waves()) {
      pools.addAll(planWave(wave, campaign.buckets(), random));
    }
    return new SeedPlan(campaign.buckets(), SEEDS_PER_BATCH, pools);
  }

  private static List<PoolSeeds> planWave(CampaignWave wave, int buckets, PlanningRandom random) {
    List<Draft> drafts = new ArrayList<>();
    for (Pool pool : wave.pools()) {
      drafts.add(new Draft(drafts.size(), pool, buckets, random));
    }
    long packets = wave.pools().stream().mapToLong(Pool::packets).sum();
    if (packets > 0) {
      long waveMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
      release(drafts, new ReleaseTimes(wave.curve(), waveMillis, packets));
    }
    return drafts.stream().map(draft -> draft.seeds(wave.id())).toList();
  }

  private static void release(List<Draft> drafts, ReleaseTimes times) {
    PriorityQueue<Draft> row = new PriorityQueue<>(drafts);
    for (long i = 0; i < times.packets(); i++) {
      Draft draft = row.remove();
      draft.releaseNext(Math.toIntExact(times.offsetMillis(i)));
      if (draft.released < draft.pool.packets()) {
        row.add(draft);
      }
    }
  }

  /**
   * A pool whose packets are being released. Of two, the next packet is that of the smaller
   * (2·released + 1) / packets: the pools' packets lie in the row as evenly as can be.
   */
  private static final class Draft implements Comparable<Draft> {

    private static final Comparator<Draft> BY_RANK = Comparator.comparingInt(draft -> draft.rank);

    private final int rank;
    private final Pool pool;
    private final int[] amountsFen;
    private final BucketSpread spread;
    private final int[] offsetsMillis;
    private int released;

    Draft(int rank, Pool pool, int buckets, PlanningRandom random) {
      this.rank = rank;
      this.pool = pool;
      this.amountsFen = AmountSplitter.split(pool, random);
      this.spread = new BucketSpread(buckets, pool.packets(), random);
      this.offsetsMillis = new int[pool.packets()];
    }

    void releaseNext(int offsetMillis) {
      offsetsMillis[spread.nextSlot()] = offsetMillis;
      released++;
    }

    PoolSeeds seeds(String waveId) {
      return new PoolSeeds(waveId, pool, spread.firstSlots(), amountsFen, offsetsMillis);
    }

    @Override
    public int compareTo(Draft other) {
      int byPlace =
          Long.compare(
              (2L * released + 1) * other.pool.packets(),
              (2L * other.released + 1) * pool.packets());
      return byPlace != 0 ? byPlace : BY_RANK.compare(this, other);
    }
  }
}
