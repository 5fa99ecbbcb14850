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
 * @param isPractice whether the show is a practice show, of which nothing is counted
 */
public record ShakeSubmission(
    AnswerKey key,
    BucketPlace place,
    long planNumber,
    long stampMillis,
    String device,
    String address,
    RiskLevel riskLevel,
    long namedUntilMillis,
    boolean isPractice) {

  /** Of a show that is no practice. */
  public ShakeSubmission(
      AnswerKey key,
      BucketPlace place,
      long planNumber,
      long stampMillis,
      String device,
      String address,
      RiskLevel riskLevel,
      long namedUntilMillis) {
    this(key, place, planNumber, stampMillis, device, address, riskLevel, namedUntilMillis, false);
  }

  /** The same turn, posted again at another time. */
  ShakeSubmission postedAt(long atMillis) {
    return new ShakeSubmission(
        key, place, planNumber, atMillis, device, address, riskLevel, namedUntilMillis, isPractice);
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
        isOwnRepeat,
        isPractice);
  }
}
