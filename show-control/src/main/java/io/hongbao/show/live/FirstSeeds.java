package io.hongbao.show.live;

import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;

/** Where the seeds of a show's first plan come from. */
@FunctionalInterface
public interface FirstSeeds {

  /**
   * The seeds, planned or read.
   *
   * @throws ShowRefusedException if they are to be read from files and none are given
   */
  SeedPlan of(PlanRecord plan);

  /** Seeds that follow from the plan; a plan that was staged with seed files is refused. */
  static FirstSeeds planned(SealingKey sealingKey) {
    return plan -> {
      if (plan.seedManifestSha256().isPresent()) {
        throw new ShowRefusedException(
            "the load of show "
                + plan.show()
                + " was cut off: finish it with ./hongbao campaign load FILE --seeds DIR");
      }
      return SeedPlanner.plan(plan.campaign(), planningSeed(plan, sealingKey));
    };
  }

  /**
   * What the planning of a plan's seeds starts from.
   *
   * @throws ShowRefusedException if the plan was staged under another key
   */
  static WaveSecret planningSeed(PlanRecord plan, SealingKey sealingKey) {
    try {
      return PlanningSeed.open(sealingKey, plan.show(), plan.sealedPlanningSeed());
    } catch (MalformedRecordException e) {
      throw new ShowRefusedException(
          "show "
              + plan.show()
              + " was staged under another sealing key, or by another version: finish it with that"
              + " one",
          e);
    }
  }
}
