package io.hongbao.proof.trace;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.LogReplay;
import io.hongbao.proof.audit.PhoneAnswerFormatter;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.audit.ReplayedRecord;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds one shake's way through a show. Pure: where records come from is the caller's business.
 *
 * <p>To be fed in this order: the partition of {@code shakes} that {@link #partition} names, from
 * its beginning, for the outcome follows from all that stood before; {@code packets}; {@code
 * dead-letters}. Not thread-safe.
 */
final class ShakeTracer {

  private final BucketKey key;
  private final int partition;
  private final String user;
  private final ShakeId shakeId;
  private final LogReplay replay;
  private final RecordDecoder decoder;

  private final List<RecordView> records = new ArrayList<>();
  private final Set<RecordPosition> positions = new HashSet<>();
  private long moreRecords;
  private String drawnAgain = "not in the log";
  private boolean decided;

  /** That was won by the shake, once its record was read. */
  private Optional<String> packetId = Optional.empty();

  /**
   * A finder of a user's shake.
   *
   * @param plan any of the show's: buckets and partitions never change
   */
  ShakeTracer(
      PlanRecord plan,
      String user,
      ShakeId shakeId,
      VerifyingKey verifyingKey,
      SealingKey sealingKey) {
    int bucket = UserHash.bucket(UserHash.of(user), plan.campaign().buckets());
    this.key = new BucketKey(plan.show(), bucket);
    this.partition = bucket % plan.partitions();
    this.user = user;
    this.shakeId = shakeId;
    this.replay = new LogReplay(verifyingKey, sealingKey, plan.partitions());
    this.decoder = new RecordDecoder(verifyingKey, sealingKey);
  }

  /** The partition of {@code shakes} in which the user's shakes stand. */
  int partition() {
    return partition;
  }

  /** The next record of the partition. */
  void logged(TopicRecord record) {
    if (!isOfBucket(record.key())) {
      return;
    }
    ReplayedRecord replayed =
        replay.take(partition, record.appendedAtMillis(), record.key(), record.value());
    if (!isTheShake(record.key(), record.value())) {
      return;
    }
    String said =
        replayed instanceof ReplayedRecord.Drawn drawn
            ? PhoneAnswerFormatter.of(drawn.decision())
            : "unusable: " + replayed.unusable().orElse("");
    if (!decided) {
      drawnAgain = said;
      decided =
          replayed instanceof ReplayedRecord.Drawn drawn
              && drawn.decision() instanceof DrawDecision.Decided;
    }
    keep(decoder.decode(record).with("drawnAgain", said));
  }

  /** A record of {@code packets}. */
  void packet(TopicRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      Optional<WonRecord> won = MoneyCodec.findWon(record.value());
      boolean isOfShake =
          won.isPresent()
              && won.get().show().equals(key.show())
              && won.get().user().equals(user)
              && won.get().shakeId().equals(shakeId);
      if (isOfShake) {
        packetId = Optional.of(won.get().packetId());
      }
      if (isOfShake || (won.isEmpty() && isOfPacket(record.value()))) {
        keep(decoder.decode(record));
      }
    } catch (MalformedRecordException e) {
      // Of nobody; the audit names it.
      return;
    }
  }

  /** A record of {@code dead-letters}. */
  void deadLetter(TopicRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      DeadLetter letter = DeadLetter.decode(record.value());
      RecordPosition about =
          new RecordPosition(letter.topic(), letter.partition(), letter.offset());
      if (letter.topic().equals(Topics.SHAKES)
          && (positions.contains(about) || isTheShake(letter.key(), letter.value()))) {
        keep(decoder.decode(record));
      }
    } catch (MalformedRecordException e) {
      // About nothing; the audit names it.
      return;
    }
  }

  /** What was found; empty if nothing was. */
  Optional<ShakeTrace> way() {
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ShakeTrace(
                key.show(), key.bucket(), user, shakeId, drawnAgain, records, moreRecords));
  }

  private void keep(RecordView view) {
    if (records.size() == ShakeTrace.MAX_RECORDS) {
      moreRecords++;
      return;
    }
    records.add(view);
    positions.add(view.at());
  }

  /** What became of the packet stands behind its win, but for a claim that came ahead of it. */
  private boolean isOfPacket(byte[] value) {
    return packetId.filter(MoneyCodec.decode(value).key()::equals).isPresent();
  }

  private boolean isOfBucket(byte[] keyBytes) {
    try {
      return keyBytes != null && BucketKey.decode(keyBytes).equals(key);
    } catch (MalformedRecordException e) {
      return false;
    }
  }

  private boolean isTheShake(byte[] keyBytes, byte[] value) {
    try {
      return ShakesRecord.decode(keyBytes, value) instanceof ShakeRecord shake
          && shake.key().show().equals(key.show())
          && shake.user().equals(user)
          && shake.shakeId().equals(shakeId);
    } catch (MalformedRecordException e) {
      return false;
    }
  }
}
