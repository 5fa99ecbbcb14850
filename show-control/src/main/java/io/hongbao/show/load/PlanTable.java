package io.hongbao.show.load;

import io.hongbao.wire.records.PlanRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plans of a topic, made up from its records in their order.
 *
 * <p>Of two plans under the same show and number the one that stands first counts, so that two
 * loads which start at the same moment go on with the same secrets. After it only its own later
 * states are taken. (Compaction could let a later one survive the first only long after, when the
 * first is active and stands behind it again.)
 */
public final class PlanTable {

  private final Map<String, PlanRecord> plans = new LinkedHashMap<>();

  /** Takes the next record. */
  public void accept(PlanRecord plan) {
    plans.merge(plan.key(), plan, PlanTable::newer);
  }

  /** Every plan in its newest state, in the order in which they were staged. */
  public List<PlanRecord> plans() {
    return List.copyOf(plans.values());
  }

  private static PlanRecord newer(PlanRecord before, PlanRecord next) {
    boolean isSamePlan = next.staged().equals(before.staged());
    return isSamePlan && stage(next) >= stage(before) && !isSettled(before, next) ? next : before;
  }

  /** The instant of the Activates is the one that was written first. */
  private static boolean isSettled(PlanRecord before, PlanRecord next) {
    return before.isActivating() && next.isActivating();
  }

  private static int stage(PlanRecord plan) {
    if (plan.isActive()) {
      return 2;
    }
    return plan.isActivating() ? 1 : 0;
  }
}
