package io.hongbao.show.load;

import io.hongbao.wire.records.PlanRecord;

/**
 * What a load did.
 *
 * @param plan active, but of a load that waits for seeds
 * @param records control records appended, over all buckets
 * @param packets in them
 * @param amountFen what these are worth together
 * @param durationMillis how long it took
 */
public record LoadReport(
    Status status,
    PlanRecord plan,
    long records,
    long packets,
    long amountFen,
    long durationMillis) {

  static LoadReport ofNothing(Status status, PlanRecord plan, long durationMillis) {
    return new LoadReport(status, plan, 0, 0, 0, durationMillis);
  }

  /** How a load ended. */
  public enum Status {
    /** The plan is active before its first wave opens. */
    LOADED,
    /**
     * The load had been cut off and its first wave opens, or has opened, before the plan counts:
     * the first turns of it cannot be used.
     */
    LOADED_AFTER_OPENING,
    /** The plan was active before; nothing was done. */
    ALREADY_ACTIVE,
    /** The load was begun with seed files and is finished with them alone; nothing was done. */
    WAITING_FOR_SEEDS
  }
}
