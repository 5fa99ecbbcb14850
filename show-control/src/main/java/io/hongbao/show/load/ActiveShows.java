package io.hongbao.show.load;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.Optional;

/**
 * Which shows are on. A show is on from the moment its plan is staged until no turn of it can be
 * named any more; while its plan is only staged, a load was cut off and wants to be finished.
 */
public final class ActiveShows {

  /**
   * A turn ends less than two turn lengths after its wave's close, and may be named for two more.
   */
  private static final int TURNS_AFTER_CLOSE = 4;

  private ActiveShows() {}

  /** The plans of the shows that are on, the one staged last at the end. */
  public static List<PlanRecord> at(List<PlanRecord> plans, long nowMillis) {
    return plans.stream().filter(plan -> nowMillis < overAtMillis(plan)).toList();
  }

  /** The show that is on and was loaded from a file; if several are, the one staged last. */
  public static Optional<PlanRecord> ofFile(
      List<PlanRecord> plans, String campaignSha256, long nowMillis) {
    return at(plans, nowMillis).stream()
        .filter(plan -> plan.campaignSha256().equals(campaignSha256))
        .reduce((before, next) -> next);
  }

  /** From when on no turn of a plan's waves can be named, for any user. */
  public static long overAtMillis(PlanRecord plan) {
    return plan.campaign().waves().stream()
        .mapToLong(wave -> overAtMillis(wave.schedule()))
        .max()
        .orElse(0);
  }

  private static long overAtMillis(WaveSchedule schedule) {
    return schedule.closesAtMillis() + (long) TURNS_AFTER_CLOSE * schedule.turnMillis();
  }
}
