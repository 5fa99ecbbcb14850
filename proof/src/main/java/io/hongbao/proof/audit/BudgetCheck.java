package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.proof.audit.ControlRecordTable.Batch;
import io.hongbao.wire.records.PlanRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Of promise 3: issued + left = budget, of each show, wave and enterprise, in packets and to the
 * fen. A seed that a Carry moved stays with the pool that it was loaded for.
 *
 * <p>The budget is that of the highest plan in force, whose campaign holds what those before it
 * gave away, and more. A pool that it lacks keeps the budget of the last plan in force that had it,
 * for its seeds are in the log, and left. A plan that was never activated counts nothing.
 *
 * <p>An activation goes from bucket to bucket. So the log must hold what the highest plan says that
 * is in force in every bucket or was active before the audit took the log's end, and may hold what
 * the highest plan says that is in force in any bucket. Where seeds count at once, as with engine
 * version 1, it may hold what the newest plan says that was written.
 */
final class BudgetCheck {

  private static final Comparator<RecordPosition> IN_ORDER =
      Comparator.comparingInt(RecordPosition::partition).thenComparingLong(RecordPosition::offset);

  private final Map<PoolKey, Counted> pools =
      new TreeMap<>(
          Comparator.comparing(PoolKey::show)
              .thenComparing(PoolKey::waveId)
              .thenComparing(PoolKey::enterpriseId));

  private final Map<String, ShowPlans> shows = new HashMap<>();

  /** A plan and where it stands. */
  private record Planned(PlanRecord plan, RecordPosition at) {}

  private record PoolKey(String show, String waveId, String enterpriseId) {}

  /** What a pool may give away, and the plan that says so. */
  private record Budget(Amount amount, Planned by) {}

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

  /** The plans of a show: what topic {@code show} says of them, and where they are in force. */
  private static final class ShowPlans {
    final TreeMap<Long, Planned> written = new TreeMap<>();
    final TreeSet<Long> inForce = new TreeSet<>();
    long activeBefore;
    long buckets;
    long inForceInAllOfThem = Long.MAX_VALUE;
    boolean seedsCountAtOnce;

    /** The plan whose seeds the log must hold; 0 if none. */
    long required() {
      boolean areAll =
          !written.isEmpty()
              && buckets == written.lastEntry().getValue().plan().campaign().buckets();
      return Math.max(activeBefore, areAll ? inForceInAllOfThem : 0);
    }

    /** The last plan whose seeds the log may hold; 0 if none. */
    long allowed() {
      long newest = seedsCountAtOnce && !written.isEmpty() ? written.lastKey() : 0;
      long highest = inForce.isEmpty() ? 0 : inForce.last();
      return Math.max(required(), Math.max(newest, highest));
    }

    /** What each pool gives away once a plan is in force. */
    Map<PoolKey, Budget> budgets(long plan) {
      Map<PoolKey, Budget> budgets = new HashMap<>();
      written
          .headMap(plan, true)
          .forEach(
              (number, planned) -> {
                if (number == plan || planned.plan().isActive() || inForce.contains(number)) {
                  addPools(planned, budgets);
                }
              });
      return budgets;
    }

    private static void addPools(Planned planned, Map<PoolKey, Budget> budgets) {
      for (CampaignWave wave : planned.plan().campaign().waves()) {
        for (Pool pool : wave.pools()) {
          budgets.put(
              new PoolKey(planned.plan().show(), wave.id(), pool.enterpriseId()),
              new Budget(new Amount(pool.packets(), pool.budgetFen()), planned));
        }
      }
    }
  }

  /** What {@link #compare} counted. */
  record Sums(long pools, long leftPackets, long leftFen) {}

  /** A plan as it stood before the log's end was taken. */
  void planBefore(PlanRecord plan, RecordPosition at) {
    planSince(plan, at);
    if (plan.isActive()) {
      ShowPlans show = show(plan.show());
      show.activeBefore = Math.max(show.activeBefore, plan.number());
    }
  }

  /** A plan as it stood after that. */
  void planSince(PlanRecord plan, RecordPosition at) {
    show(plan.show()).written.put(plan.number(), new Planned(plan, at));
  }

  /**
   * The plans that came into force in a bucket, in their order. To be told once of each bucket that
   * has control records.
   */
  void inForce(String showId, List<Long> plans) {
    ShowPlans show = show(showId);
    show.buckets++;
    show.inForce.addAll(plans);
    long last = plans.isEmpty() ? 0 : plans.get(plans.size() - 1);
    show.inForceInAllOfThem = Math.min(show.inForceInAllOfThem, last);
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
    Map<PoolKey, Budget> min = isWhole ? budgets(ShowPlans::required) : Map.of();
    Map<PoolKey, Budget> max = budgets(ShowPlans::allowed);
    min.keySet().forEach(key -> pool(key.show(), key.waveId(), key.enterpriseId()));
    long leftPackets = 0;
    long leftFen = 0;
    for (Map.Entry<PoolKey, Counted> entry : pools.entrySet()) {
      PoolKey key = entry.getKey();
      Counted pool = entry.getValue();
      leftPackets += pool.left.packets();
      leftFen += pool.left.fen();
      Amount minOfPool = amount(min, key);
      Amount maxOfPool = amount(max, key);
      if (minOfPool.isAbove(pool.both()) || pool.both().isAbove(maxOfPool)) {
        breaches.breach(breach(key, pool, minOfPool, maxOfPool, planOf(key, max)));
      }
    }
    return new Sums(pools.size(), leftPackets, leftFen);
  }

  /** What was counted of each pool, for people who add up the parts of several audits. */
  List<AuditReport.PoolPart> parts() {
    Map<PoolKey, Budget> planned = budgets(ShowPlans::allowed);
    planned.keySet().forEach(key -> pool(key.show(), key.waveId(), key.enterpriseId()));
    List<AuditReport.PoolPart> parts = new ArrayList<>();
    pools.forEach(
        (key, pool) -> {
          Amount budget = amount(planned, key);
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

  private static AuditBreach breach(
      PoolKey key, Counted pool, Amount min, Amount max, Optional<Planned> plan) {
    RecordPosition at = plan.map(Planned::at).orElse(pool.firstBatch);
    return AuditBreach.at(
        at,
        String.format(
            Locale.ROOT,
            "pool %s of wave %s in show %s",
            key.enterpriseId(),
            key.waveId(),
            key.show()),
        (min.equals(max) ? max : min + " to " + max) + (plan.isEmpty() ? "" : ", as planned"),
        String.format(Locale.ROOT, "%s: issued %s, left %s", pool.both(), pool.issued, pool.left),
        TraceCommandLine.at(at));
  }

  /** The plan that says what a pool gives away, or that says nothing of it. */
  private Optional<Planned> planOf(PoolKey key, Map<PoolKey, Budget> budgets) {
    if (budgets.containsKey(key)) {
      return Optional.of(budgets.get(key).by());
    }
    ShowPlans show = show(key.show());
    return Optional.ofNullable(show.written.get(show.allowed()));
  }

  private Counted pool(String show, Batch batch) {
    Counted pool = pool(show, batch.seeds().waveId(), batch.seeds().enterpriseId());
    if (batch.seeds().planNumber() == SeedBatch.NO_PLAN) {
      show(show).seedsCountAtOnce = true;
    }
    if (pool.firstBatch == null || IN_ORDER.compare(batch.position(), pool.firstBatch) < 0) {
      pool.firstBatch = batch.position();
    }
    return pool;
  }

  private Counted pool(String show, String waveId, String enterpriseId) {
    return pools.computeIfAbsent(new PoolKey(show, waveId, enterpriseId), key -> new Counted());
  }

  private ShowPlans show(String show) {
    return shows.computeIfAbsent(show, unknown -> new ShowPlans());
  }

  private Map<PoolKey, Budget> budgets(ToLongFunction<ShowPlans> plan) {
    Map<PoolKey, Budget> budgets = new HashMap<>();
    shows.values().forEach(show -> budgets.putAll(show.budgets(plan.applyAsLong(show))));
    return budgets;
  }

  private static Amount amount(Map<PoolKey, Budget> budgets, PoolKey key) {
    Budget budget = budgets.get(key);
    return budget == null ? Amount.NOTHING : budget.amount();
  }
}
