package io.hongbao.proof.trace;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.proof.audit.LogReplay;
import io.hongbao.proof.audit.PhoneAnswerFormatter;
import io.hongbao.proof.audit.ReplayedRecord;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import java.util.Optional;

/**
 * Draws the bucket of a show again in which a user shakes, and picks out the user's shakes. To be
 * fed the partition of {@code shakes} that {@link #partition} names, from its beginning: the
 * outcome of a shake follows from all that stood before. Not thread-safe.
 */
final class BucketReplay {

  private final BucketKey key;
  private final int partition;
  private final String user;
  private final LogReplay replay;

  /**
   * A shake of the user as it stands in the log.
   *
   * @param outcome what drawing again gives it, or why it gets none
   * @param isDecided whether that is an outcome, which never changes
   */
  record DrawnShake(ShakeRecord shake, String outcome, boolean isDecided) {}

  /**
   * A replay from the beginning.
   *
   * @param plan any of the show's: buckets and partitions never change
   */
  BucketReplay(PlanRecord plan, String user, VerifyingKey verifyingKey, SealingKey sealingKey) {
    int bucket = UserHash.bucket(UserHash.of(user), plan.campaign().buckets());
    this.key = new BucketKey(plan.show(), bucket);
    this.partition = bucket % plan.partitions();
    this.user = user;
    this.replay = new LogReplay(verifyingKey, sealingKey, plan.partitions());
  }

  /** The show and bucket in which the user shakes. */
  BucketKey key() {
    return key;
  }

  /** The partition of {@code shakes} in which the user's shakes stand. */
  int partition() {
    return partition;
  }

  /**
   * Draws the next record of the partition; no bytes make it throw.
   *
   * @return empty unless it is a shake of the user
   */
  Optional<DrawnShake> take(TopicRecord record) {
    if (!isOfBucket(record.key())) {
      return Optional.empty();
    }
    ReplayedRecord replayed =
        replay.take(partition, record.appendedAtMillis(), record.key(), record.value());
    if (replayed instanceof ReplayedRecord.Drawn drawn) {
      return Optional.of(drawn.shake())
          .filter(this::isOfUser)
          .map(
              shake ->
                  new DrawnShake(
                      shake,
                      PhoneAnswerFormatter.of(drawn.decision()),
                      drawn.decision() instanceof DrawDecision.Decided));
    }
    return replayed
        .unusable()
        .flatMap(
            why ->
                shake(record.key(), record.value())
                    .map(shake -> new DrawnShake(shake, "unusable: " + why, false)));
  }

  /** The user's shake that a record holds, wherever it stands; empty if it holds none. */
  Optional<ShakeRecord> shake(byte[] keyBytes, byte[] value) {
    try {
      return ShakesRecord.decode(keyBytes, value) instanceof ShakeRecord shake
          ? Optional.of(shake).filter(this::isOfUser)
          : Optional.empty();
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  private boolean isOfUser(ShakeRecord shake) {
    return shake.key().show().equals(key.show()) && shake.user().equals(user);
  }

  private boolean isOfBucket(byte[] keyBytes) {
    try {
      return keyBytes != null && BucketKey.decode(keyBytes).equals(key);
    } catch (MalformedRecordException e) {
      return false;
    }
  }
}
