package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.proof.audit.ControlRecordTable.Batch;
import io.hongbao.wire.records.PlanRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of promise 3: issued + left = budget, of each show, wave and enterprise, in packets and to the
 * fen.
 *
 * <p>Seeds are appended between the writing of a plan and its activation. So the log must hold what
 * the newest plan says that was active before the audit took the log's end, and may hold up to what
 * the newest plan says that was written by then or since.
 */
final class BudgetCheck {

  private static final Comparator<RecordPosition> IN_ORDER =
      Comparator.comparingInt(RecordPosition::partition).thenComparingLong(RecordPosition::offset);

  private final Map<PoolKey, Counted> pools =
      new TreeMap<>(
          Comparator.comparing(PoolKey::show)
              .thenComparing(PoolKey::waveId)
              .thenComparing(PoolKey::enterpriseId));

  private final Map<String, Planned> newestActive = new HashMap<>();
  private final Map<String, Planned> newest = new HashMap<>();

  /** A plan and where it stands. */
  private record Planned(PlanRecord plan, RecordPosition at) {}

  private record PoolKey(String show, String waveId, String enterpriseId) {}

  /** Packets and fen of a pool. */
  private record Amount(long packets, long fen) {

    static final Amount NOTHING = new Amount(0, 0);

    Amount plus(long fenMore) {
      return new Amount(packets + 1, fen + fenMore);
    }

    boolean isAbove(Amount other) {
      return packets > other.packets || fen > other.fen;
    }

    @Override
    public String toString() {
      return packets + " packets, " + fen + " fen";
    }
  }

  /** What was found of a pool. */
  private static final class Counted {
    Amount issued = Amount.NOTHING;
    Amount left = Amount.NOTHING;
    RecordPosition firstBatch;

    Amount both() {
      return new Amount(issued.packets() + left.packets(), issued.fen() + left.fen());
    }
  }

  /** What {@link #compare} counted. */
  record Sums(long pools, long leftPackets, long leftFen) {}

  /** A plan as it stood before the log's end was taken. */
  void planBefore(PlanRecord plan, RecordPosition at) {
    planSince(plan, at);
    if (plan.isActive()) {
      newestActive.merge(plan.show(), new Planned(plan, at), BudgetCheck::newer);
    }
  }

  /** A plan as it stood after that. */
  void planSince(PlanRecord plan, RecordPosition at) {
    newest.merge(plan.show(), new Planned(plan, at), BudgetCheck::newer);
  }

  /** A packet was made of a seed of this batch. */
  void issued(String show, Batch batch, long fen) {
    Counted pool = pool(show, batch);
    pool.issued = pool.issued.plus(fen);
  }

  /** A seed of this batch is left. */
  void left(Batch batch, long fen) {
    Counted pool = pool(batch.control().show(), batch);
    pool.left = pool.left.plus(fen);
  }

  /**
   * Holds every pool against its budget.
   *
   * @param isWhole whether every partition was counted; of some alone no pool may have more than
   *     its budget, and any may have less
   */
  Sums compare(BreachCollector breaches, boolean isWhole) {
    Map<PoolKey, Amount> min = isWhole ? budgets(newestActive) : Map.of();
    Map<PoolKey, Amount> max = budgets(newest);
    min.keySet().forEach(key -> pool(key.show(), key.waveId(), key.enterpriseId()));
    long leftPackets = 0;
    long leftFen = 0;
    for (Map.Entry<PoolKey, Counted> entry : pools.entrySet()) {
      PoolKey key = entry.getKey();
      Counted pool = entry.getValue();
      leftPackets += pool.left.packets();
      leftFen += pool.left.fen();
      Amount minOfPool = min.getOrDefault(key, Amount.NOTHING);
      Amount maxOfPool = max.getOrDefault(key, Amount.NOTHING);
      if (minOfPool.isAbove(pool.both()) || pool.both().isAbove(maxOfPool)) {
        breaches.breach(breach(key, pool, minOfPool, maxOfPool));
      }
    }
    return new Sums(pools.size(), leftPackets, leftFen);
  }

  /** What was counted of each pool, for people who add up the parts of several audits. */
  List<AuditReport.PoolPart> parts() {
    Map<PoolKey, Amount> planned = budgets(newest);
    planned.keySet().forEach(key -> pool(key.show(), key.waveId(), key.enterpriseId()));
    List<AuditReport.PoolPart> parts = new ArrayList<>();
    pools.forEach(
        (key, pool) -> {
          Amount budget = planned.getOrDefault(key, Amount.NOTHING);
          parts.add(
              new AuditReport.PoolPart(
                  key.show(),
                  key.waveId(),
                  key.enterpriseId(),
                  pool.issued.packets(),
                  pool.issued.fen(),
                  pool.left.packets(),
                  pool.left.fen(),
                  budget.packets(),
                  budget.fen()));
        });
    return parts;
  }

  private AuditBreach breach(PoolKey key, Counted pool, Amount min, Amount max) {
    Planned plan = newest.get(key.show());
    RecordPosition at = plan == null ? pool.firstBatch : plan.at();
    return AuditBreach.at(
        at,
        String.format(
            Locale.ROOT,
            "pool %s of wave %s in show %s",
            key.enterpriseId(),
            key.waveId(),
            key.show()),
        (min.equals(max) ? max : min + " to " + max) + (plan == null ? "" : ", as planned"),
        String.format(Locale.ROOT, "%s: issued %s, left %s", pool.both(), pool.issued, pool.left),
        TraceCommandLine.at(at));
  }

  private Counted pool(String show, Batch batch) {
    Counted pool = pool(show, batch.seeds().waveId(), batch.seeds().enterpriseId());
    if (pool.firstBatch == null || IN_ORDER.compare(batch.position(), pool.firstBatch) < 0) {
      pool.firstBatch = batch.position();
    }
    return pool;
  }

  private Counted pool(String show, String waveId, String enterpriseId) {
    return pools.computeIfAbsent(new PoolKey(show, waveId, enterpriseId), key -> new Counted());
  }

  private static Map<PoolKey, Amount> budgets(Map<String, Planned> plans) {
    Map<PoolKey, Amount> budgets = new HashMap<>();
    for (Planned planned : plans.values()) {
      PlanRecord plan = planned.plan();
      for (CampaignWave wave : plan.campaign().waves()) {
        for (Pool pool : wave.pools()) {
          budgets.put(
              new PoolKey(plan.show(), wave.id(), pool.enterpriseId()),
              new Amount(pool.packets(), pool.budgetFen()));
        }
      }
    }
    return budgets;
  }

  private static Planned newer(Planned one, Planned other) {
    return other.plan().number() >= one.plan().number() ? other : one;
  }
}
