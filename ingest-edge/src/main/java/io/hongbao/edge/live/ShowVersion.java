package io.hongbao.edge.live;

import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.util.Optional;

/**
 * What a phone was shown of a show. Phones are told when another one holds. That a wave opens or
 * closes is no change: phones know when, and have a clock.
 *
 * @param isHolding whether waves wait for a plan on its way
 * @param isOver whether the secrets are published
 */
record ShowVersion(String show, long plan, boolean isHolding, Mode mode, boolean isOver) {

  /** No show is known. */
  static final ShowVersion NONE = new ShowVersion("", 0, false, Mode.NORMAL, false);

  /** The one that holds for a group at an instant. */
  static ShowVersion of(ShowPlanTable shows, String group, long nowMillis) {
    Optional<ShowPlan> plan = shows.planAt(group, nowMillis);
    if (plan.isEmpty()) {
      return NONE;
    }
    String show = plan.get().show();
    return new ShowVersion(
        show,
        plan.get().number(),
        plan.get().isHolding(),
        shows.modeOf(show),
        shows.secretsOf(show).isPresent());
  }
}
