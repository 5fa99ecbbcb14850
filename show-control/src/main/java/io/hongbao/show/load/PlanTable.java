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
    boolean samePlan = next.activeFrom(before.activatesAtMillis()).equals(before);
    boolean goesBack = before.isActive() && !next.isActive();
    return samePlan && !goesBack ? next : before;
  }
}
