package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.show.BucketPlace;
import io.hongbao.wire.records.ShakeRecord;

/**
 * A turn to be used: all that the log needs to know of it.
 *
 * @param place where it goes in the log
 * @param namedUntilMillis from when on the turn may no longer be named
 */
public record ShakeSubmission(
    AnswerKey key,
    BucketPlace place,
    long planNumber,
    long stampMillis,
    String device,
    String address,
    RiskLevel riskLevel,
    long namedUntilMillis) {

  /** The same turn, posted again at another time. */
  ShakeSubmission postedAt(long atMillis) {
    return new ShakeSubmission(
        key, place, planNumber, atMillis, device, address, riskLevel, namedUntilMillis);
  }

  /**
   * The use as the log takes it.
   *
   * @param repeats of the user since the last logged shake
   * @param isOwnRepeat whether the edge appends it again of its own accord
   */
  ShakeRecord toRecord(String edgeId, int repeats, boolean isOwnRepeat) {
    return new ShakeRecord(
        place.key(),
        key.user(),
        key.shakeId(),
        planNumber,
        stampMillis,
        edgeId,
        device,
        address,
        riskLevel,
        repeats,
        isOwnRepeat);
  }
}
