package io.hongbao.show.seeds;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.show.seeds.SeedManifest.PoolTotal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a plan again of the lines that {@link SeedFiles} wrote of it, and refuses a line that
 * cannot be a seed of the campaign at its place. Ids are those that the log will give, so each is
 * there once and in its own bucket. Holds eight bytes a packet of the campaign, as planning does.
 *
 * <p>Whether the sums are right is for the caller to say. Not thread-safe.
 */
public final class SeedPlanReader {

  private static final int FIELDS = 5;

  private final Campaign campaign;
  private final List<FiledPool> pools = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private int bucket = -1;
  private int place;
  private long batch;
  private int index;

  /** A reader of every bucket of a campaign, beginning before the first. */
  public SeedPlanReader(Campaign campaign) {
    this.campaign = campaign;
    for (CampaignWave wave : campaign.waves()) {
      for (Pool pool : wave.pools()) {
        places.put(wave.id() + ',' + pool.enterpriseId(), pools.size());
        pools.add(new FiledPool(wave, pool, campaign.buckets()));
      }
    }
  }

  /** Goes on to the first line, or the end, of the next bucket. */
  public void startBucket() {
    bucket++;
    place = -1;
    batch = 0;
    pools.forEach(pool -> pool.firstSlots[bucket] = pool.count);
  }

  /**
   * Takes the next line of the bucket.
   *
   * @throws IllegalArgumentException saying what was found in it and what was expected
   */
  public void add(String line) {
    String[] fields = line.split(",", FIELDS + 1);
    if (fields.length != FIELDS) {
      throw refused("line '%s': expected %s", line, SeedFiles.HEADER);
    }
    FiledPool pool = moveTo(fields[1], fields[2]);
    String id = SeedPosition.packetId(campaign.show(), bucket, batch, index);
    if (!fields[0].equals(id)) {
      throw refused("id '%s': expected %s at this place", fields[0], id);
    }
    pool.add(bucket, fields[3], fields[4]);
  }

  /** What the bucket holds so far, of every pool that has a seed there. */
  public PoolTotals bucketTotals() {
    PoolTotals totals = new PoolTotals();
    pools.stream()
        .filter(pool -> pool.count > pool.firstSlots[bucket])
        .forEach(pool -> totals.add(pool.total(bucket)));
    return totals;
  }

  /** The plan, once the lines of every bucket were taken. */
  public SeedPlan plan() {
    if (bucket != campaign.buckets() - 1) {
      throw new IllegalStateException("bucket " + bucket + " is not the last one");
    }
    return new SeedPlan(
        campaign.buckets(),
        SeedPlanner.SEEDS_PER_BATCH,
        pools.stream().map(FiledPool::seeds).toList());
  }

  /** Goes to the pool of a line, and to the batch and the index that its seed has in the log. */
  private FiledPool moveTo(String waveId, String enterpriseId) {
    Integer next = places.get(waveId + ',' + enterpriseId);
    if (next == null) {
      throw refused(
          "enterprise '%s' in wave '%s': expected a pool of the campaign", enterpriseId, waveId);
    }
    if (next < place) {
      throw refused(
          "enterprise '%s' in wave '%s' stands behind %s: expected the campaign's order",
          enterpriseId, waveId, pools.get(place));
    }
    index++;
    if (next > place || index == SeedPlanner.SEEDS_PER_BATCH) {
      place = next;
      batch++;
      index = 0;
    }
    return pools.get(place);
  }

  private static IllegalArgumentException refused(String format, Object... values) {
    return new IllegalArgumentException(String.format(Locale.ROOT, format, values));
  }

  /** A pool whose seeds are being read. */
  private static final class FiledPool {

    private final String waveId;
    private final Pool pool;
    private final long lastOffsetMillis;
    private final int[] firstSlots;
    private final int[] amountsFen;
    private final int[] offsetsMillis;
    private int count;

    FiledPool(CampaignWave wave, Pool pool, int buckets) {
      this.waveId = wave.id();
      this.pool = pool;
      long waveMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
      this.lastOffsetMillis = Math.min(waveMillis - 1, Integer.MAX_VALUE);
      this.firstSlots = new int[buckets + 1];
      this.amountsFen = new int[pool.packets()];
      this.offsetsMillis = new int[pool.packets()];
    }

    void add(int bucket, String amountFen, String releaseOffsetMillis) {
      if (count == pool.packets()) {
        throw refused("%s: expected no more than its %,d packets", this, pool.packets());
      }
      boolean isFirst = count == firstSlots[bucket];
      long earliestMillis = isFirst ? 0 : offsetsMillis[count - 1];
      amountsFen[count] = number("amount_fen", amountFen, pool.minFen(), pool.maxFen());
      offsetsMillis[count] =
          number("release_offset_ms", releaseOffsetMillis, earliestMillis, lastOffsetMillis);
      count++;
    }

    private int number(String name, String text, long min, long max) {
      long number;
      try {
        number = Long.parseLong(text);
      } catch (NumberFormatException e) {
        number = -1;
      }
      if (number < min || number > max) {
        throw refused("%s '%s': expected %d to %d for %s", name, text, min, max, this);
      }
      return (int) number;
    }

    PoolTotal total(int bucket) {
      long amountFen = 0;
      for (int slot = firstSlots[bucket]; slot < count; slot++) {
        amountFen += amountsFen[slot];
      }
      return new PoolTotal(waveId, pool.enterpriseId(), count - firstSlots[bucket], amountFen);
    }

    PoolSeeds seeds() {
      firstSlots[firstSlots.length - 1] = count;
      return new PoolSeeds(waveId, pool, firstSlots, amountsFen, offsetsMillis);
    }

    @Override
    public String toString() {
      return "the pool of " + pool.enterpriseId() + " in wave " + waveId;
    }
  }
}
