package io.hongbao.proof.trace;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.PlanRecord;
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

  private final String user;
  private final ShakeId shakeId;
  private final BucketReplay replay;
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
    this.user = user;
    this.shakeId = shakeId;
    this.replay = new BucketReplay(plan, user, verifyingKey, sealingKey);
    this.decoder = new RecordDecoder(verifyingKey, sealingKey);
  }

  /** The partition of {@code shakes} in which the user's shakes stand. */
  int partition() {
    return replay.partition();
  }

  /** The next record of the partition. */
  void logged(TopicRecord record) {
    replay
        .take(record)
        .filter(drawn -> drawn.shake().shakeId().equals(shakeId))
        .ifPresent(
            drawn -> {
              if (!decided) {
                drawnAgain = drawn.outcome();
                decided = drawn.isDecided();
              }
              keep(decoder.decode(record).with("drawnAgain", drawn.outcome()));
            });
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
              && won.get().show().equals(replay.key().show())
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
          && (positions.contains(about)
              || replay
                  .shake(letter.key(), letter.value())
                  .filter(shake -> shake.shakeId().equals(shakeId))
                  .isPresent())) {
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
                replay.key().show(),
                replay.key().bucket(),
                user,
                shakeId,
                drawnAgain,
                records,
                moreRecords));
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
}
