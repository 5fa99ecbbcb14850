package io.hongbao.show.load;

import io.hongbao.wire.records.PlanRecord;

/**
 * What a load did.
 *
 * @param plan the show's first plan
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
    /** The plan's seeds and terms are in every bucket, inert until it is activated. */
    LOADED,
    /** They were there before; nothing was done. */
    LOADED_BEFORE,
    /** The load was begun with seed files and is finished with them alone; nothing was done. */
    WAITING_FOR_SEEDS
  }
}
