package io.hongbao.show.seeds;

import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.show.seeds.SeedManifest.PoolTotal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds seeds up by wave and enterprise, in the order in which these are first met. */
final class PoolTotals {

  private record PoolKey(String waveId, String enterpriseId) {}

  private final Map<PoolKey, PoolTotal> totals = new LinkedHashMap<>();

  void add(SeedBatch batch) {
    long amountFen = batch.seeds().stream().mapToLong(Seed::amountFen).sum();
    add(new PoolTotal(batch.waveId(), batch.enterpriseId(), batch.seeds().size(), amountFen));
  }

  void add(PoolTotal total) {
    totals.merge(new PoolKey(total.wave(), total.enterprise()), total, PoolTotal::plus);
  }

  List<PoolTotal> totals() {
    return List.copyOf(totals.values());
  }

  long packets() {
    return totals.values().stream().mapToLong(PoolTotal::packets).sum();
  }

  long amountFen() {
    return totals.values().stream().mapToLong(PoolTotal::amountFen).sum();
  }
}
