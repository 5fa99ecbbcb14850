package io.hongbao.show.seeds;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.seeds.SeedManifest.PoolTotal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Adds seeds up by wave and enterprise, in the order in which these are first met. */
public final class PoolTotals {

  private record PoolKey(String waveId, String enterpriseId) {}

  private final Map<PoolKey, PoolTotal> totals = new LinkedHashMap<>();

  /** What a campaign gives away: the packets and the budget of each pool. */
  public static PoolTotals of(Campaign campaign) {
    PoolTotals totals = new PoolTotals();
    for (CampaignWave wave : campaign.waves()) {
      for (Pool pool : wave.pools()) {
        totals.add(new PoolTotal(wave.id(), pool.enterpriseId(), pool.packets(), pool.budgetFen()));
      }
    }
    return totals;
  }

  void add(SeedBatch batch) {
    long amountFen = batch.seeds().stream().mapToLong(Seed::amountFen).sum();
    add(new PoolTotal(batch.waveId(), batch.enterpriseId(), batch.seeds().size(), amountFen));
  }

  /** Counts some seeds of a pool. */
  public void add(PoolTotal total) {
    totals.merge(new PoolKey(total.wave(), total.enterprise()), total, PoolTotal::plus);
  }

  List<PoolTotal> totals() {
    return List.copyOf(totals.values());
  }

  public long packets() {
    return totals.values().stream().mapToLong(PoolTotal::packets).sum();
  }

  public long amountFen() {
    return totals.values().stream().mapToLong(PoolTotal::amountFen).sum();
  }

  /** Every pool that has other sums than expected, in a sentence; empty if none has. */
  public String differences(PoolTotals expected) {
    Set<PoolKey> pools = new LinkedHashSet<>(expected.totals.keySet());
    pools.addAll(totals.keySet());
    List<String> differences = new ArrayList<>();
    for (PoolKey pool : pools) {
      PoolTotal nothing = new PoolTotal(pool.waveId(), pool.enterpriseId(), 0, 0);
      PoolTotal is = totals.getOrDefault(pool, nothing);
      PoolTotal should = expected.totals.getOrDefault(pool, nothing);
      if (!is.equals(should)) {
        differences.add(
            String.format(
                Locale.ROOT,
                "pool %s of wave %s has %s, expected %s",
                pool.enterpriseId(),
                pool.waveId(),
                worth(is.packets(), is.amountFen()),
                worth(should.packets(), should.amountFen())));
      }
    }
    return String.join("; ", differences);
  }

  private static String worth(long packets, long amountFen) {
    return String.format(Locale.ROOT, "%,d packets of %s yuan", packets, Yuan.format(amountFen));
  }

  @Override
  public String toString() {
    return worth(packets(), amountFen());
  }
}
