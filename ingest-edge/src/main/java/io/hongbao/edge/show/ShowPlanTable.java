package io.hongbao.edge.show;

import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans that stand in the topic {@code show}, and which of them is in force. Written by the
 * topic's follower, read by every request; thread-safe, and a read takes no lock.
 */
public final class ShowPlanTable {

  /** Plans kept: those that activate last. A new show is due long before so many plans of one. */
  private static final int MAX_PLANS = 64;

  private static final Comparator<ShowPlan> BY_ACTIVATION =
      Comparator.comparingLong(ShowPlan::activatesAtMillis)
          .thenComparing(ShowPlan::show)
          .thenComparingLong(ShowPlan::number);

  private static final Logger LOG = LoggerFactory.getLogger(ShowPlanTable.class);

  private final Runnable onBadRecord;
  private final Map<String, ShowPlan> plansByKey = new HashMap<>();
  private volatile ActivePeriod activePeriod =
      new ActivePeriod(List.of(), Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * A table without plans.
   *
   * @param onBadRecord is told of each record that cannot be read
   */
  public ShowPlanTable(Runnable onBadRecord) {
    this.onBadRecord = onBadRecord;
  }

  /**
   * For how long which plan is the one to go by.
   *
   * @param plans all, by activation
   * @param fromMillis inclusive
   * @param untilMillis exclusive
   */
  private record ActivePeriod(
      List<ShowPlan> plans, Optional<ShowPlan> plan, long fromMillis, long untilMillis) {

    boolean includes(long nowMillis) {
      return nowMillis >= fromMillis && nowMillis < untilMillis;
    }
  }

  /**
   * Takes a record of the topic. A staged plan is nobody's business yet; a record that cannot be
   * read is logged, counted and passed over.
   *
   * @param value null if the plan was taken away
   */
  public synchronized void accept(byte[] key, byte[] value) {
    String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (value == null) {
      plansByKey.remove(name);
    } else {
      try {
        PlanRecord record = PlanRecord.decode(value);
        if (!record.isActive()) {
          return;
        }
        ShowPlan plan = new ShowPlan(record);
        plansByKey.put(record.key(), plan);
        LOG.info("{} activates at {}", plan, plan.activatesAtMillis());
      } catch (MalformedRecordException | IllegalArgumentException e) {
        LOG.warn("passed over a record of topic show with key {}: {}", name, e.getMessage());
        onBadRecord.run();
        return;
      }
    }
    List<ShowPlan> plans = byActivation(plansByKey.values());
    while (plans.size() > MAX_PLANS) {
      ShowPlan first = plans.remove(0);
      plansByKey.values().remove(first);
    }
    activePeriod =
        new ActivePeriod(List.copyOf(plans), Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The plan to go by: of the show activated last, the highest number that is active. If none is
   * active yet, the one that will be first; ask {@link ShowPlan#isActiveAt}.
   */
  public Optional<ShowPlan> planAt(long nowMillis) {
    ActivePeriod current = activePeriod;
    return current.includes(nowMillis) ? current.plan() : activePeriodAt(nowMillis).plan();
  }

  private synchronized ActivePeriod activePeriodAt(long nowMillis) {
    List<ShowPlan> plans = activePeriod.plans();
    List<ShowPlan> active = plans.stream().filter(plan -> plan.isActiveAt(nowMillis)).toList();
    Optional<ShowPlan> next =
        plans.stream().filter(plan -> !plan.isActiveAt(nowMillis)).findFirst();
    long untilMillis = next.map(ShowPlan::activatesAtMillis).orElse(Long.MAX_VALUE);
    if (active.isEmpty()) {
      activePeriod = new ActivePeriod(plans, next, Long.MIN_VALUE, untilMillis);
    } else {
      ShowPlan last = active.get(active.size() - 1);
      Optional<ShowPlan> inForce =
          active.stream()
              .filter(plan -> plan.show().equals(last.show()))
              .max(Comparator.comparingLong(ShowPlan::number));
      activePeriod = new ActivePeriod(plans, inForce, last.activatesAtMillis(), untilMillis);
    }
    return activePeriod;
  }

  private static List<ShowPlan> byActivation(Collection<ShowPlan> plans) {
    List<ShowPlan> sorted = new ArrayList<>(plans);
    sorted.sort(BY_ACTIVATION);
    return sorted;
  }
}
