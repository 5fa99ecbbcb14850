package io.hongbao.edge.show;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The shows that the same phones see, one at a time: the one that was activated last. Which plan
 * that is depends on the plans and the clock alone. Thread-safe; a read takes no lock.
 */
final class FollowedShows {

  static final FollowedShows NONE = new FollowedShows(List.of());

  /** By activation. */
  private final List<ShowPlan> plans;

  /** Whoever works one out keeps it; whichever is kept, it is true. */
  private volatile ActivePeriod activePeriod =
      new ActivePeriod(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * For how long which plan is the one to go by.
   *
   * @param fromMillis inclusive
   * @param untilMillis exclusive
   */
  private record ActivePeriod(Optional<ShowPlan> plan, long fromMillis, long untilMillis) {

    boolean includes(long nowMillis) {
      return nowMillis >= fromMillis && nowMillis < untilMillis;
    }
  }

  /** Shows of these plans, which stand by their activation. */
  FollowedShows(List<ShowPlan> byActivation) {
    this.plans = List.copyOf(byActivation);
  }

  /** See {@link ShowPlanTable#planAt(long)}. */
  Optional<ShowPlan> planAt(long nowMillis) {
    ActivePeriod current = activePeriod;
    if (!current.includes(nowMillis)) {
      current = activePeriodAt(nowMillis);
      activePeriod = current;
    }
    return current.plan();
  }

  private ActivePeriod activePeriodAt(long nowMillis) {
    List<ShowPlan> active = plans.stream().filter(plan -> plan.isActiveAt(nowMillis)).toList();
    Optional<ShowPlan> next =
        plans.stream()
            .filter(plan -> !plan.isActivating() && !plan.isActiveAt(nowMillis))
            .findFirst();
    long untilMillis = next.map(ShowPlan::activatesAtMillis).orElse(Long.MAX_VALUE);
    if (active.isEmpty()) {
      return new ActivePeriod(next, Long.MIN_VALUE, untilMillis);
    }
    ShowPlan last = active.get(active.size() - 1);
    ShowPlan inForce =
        active.stream()
            .filter(plan -> plan.show().equals(last.show()))
            .max(Comparator.comparingLong(ShowPlan::number))
            .orElseThrow();
    List<ShowPlan> onTheirWay =
        plans.stream()
            .filter(plan -> plan.show().equals(inForce.show()))
            .filter(plan -> plan.number() > inForce.number())
            .toList();
    return new ActivePeriod(
        Optional.of(inForce.before(onTheirWay)), last.activatesAtMillis(), untilMillis);
  }
}
