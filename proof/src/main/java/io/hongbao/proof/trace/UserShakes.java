package io.hongbao.proof.trace;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.trace.BucketReplay.DrawnShake;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user's shakes in a show: each with its outcome by drawing again. Repeats of a shake that get
 * the same outcome are counted with the first. Pure: where records come from is the caller's
 * business. To be fed the partition {@link #partition} of {@code shakes}, then {@code
 * dead-letters}. Not thread-safe.
 */
final class UserShakes {

  /** Seven hours of turns of 5 s; somebody who floods the log is cut short. */
  static final int MAX_ROWS = 5_000;

  /** A person has a few; a program that names others all the time is cut short. */
  private static final int MAX_ENTITIES = 100;

  private final BucketReplay replay;
  private final RecordDecoder decoder;
  private final List<Row> rows = new ArrayList<>();
  private final Map<ShakeId, Row> latest = new HashMap<>();
  private final Set<RecordPosition> positions = new HashSet<>();
  private final List<TracedRecord> letters = new ArrayList<>();
  private final Set<Entity> entities = new HashSet<>();
  private long moreRecords;

  private static final class Row {
    final RecordView view;
    final DrawnShake drawn;
    int records = 1;

    Row(RecordView view, DrawnShake drawn) {
      this.view = view;
      this.drawn = drawn;
    }
  }

  /**
   * Nothing yet.
   *
   * @param plan any of the show's: buckets and partitions never change
   */
  UserShakes(PlanRecord plan, String user, VerifyingKey verifyingKey, SealingKey sealingKey) {
    this.replay = new BucketReplay(plan, user, verifyingKey, sealingKey);
    this.decoder = new RecordDecoder(verifyingKey, sealingKey);
  }

  BucketKey key() {
    return replay.key();
  }

  /** The partition of {@code shakes} in which the user's shakes stand. */
  int partition() {
    return replay.partition();
  }

  /** The next record of the partition. */
  void logged(TopicRecord record) {
    replay.take(record).ifPresent(drawn -> keep(record, drawn));
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
      Optional<ShakeRecord> shake =
          letter.topic().equals(Topics.SHAKES) && !positions.contains(about)
              ? replay.shake(letter.key(), letter.value())
              : Optional.empty();
      if (shake.isEmpty()) {
        return;
      }
      if (rows.size() + letters.size() == MAX_ROWS) {
        moreRecords++;
      } else {
        letters.add(
            new TracedRecord(
                decoder.decode(record),
                nameOf(shake.get()),
                "unusable at " + about + ": " + letter.why()));
      }
    } catch (MalformedRecordException e) {
      // About nothing; the audit names it.
      return;
    }
  }

  /** The shakes in the order of the log, then the dead letters. */
  List<TracedRecord> records() {
    List<TracedRecord> all = new ArrayList<>();
    rows.forEach(row -> all.add(traced(row)));
    all.addAll(letters);
    return all;
  }

  /** How many shakes of different turns were found. */
  int shakes() {
    return latest.size();
  }

  /** How many records there are besides. */
  long moreRecords() {
    return moreRecords;
  }

  /** The devices and addresses that the shakes came from. */
  Set<Entity> entities() {
    return Set.copyOf(entities);
  }

  private void keep(TopicRecord record, DrawnShake drawn) {
    ShakeRecord shake = drawn.shake();
    Row last = latest.get(shake.shakeId());
    if (last != null && last.drawn.outcome().equals(drawn.outcome())) {
      last.records++;
    } else if (rows.size() == MAX_ROWS) {
      moreRecords++;
      return;
    } else {
      Row row = new Row(decoder.decode(record), drawn);
      rows.add(row);
      latest.put(shake.shakeId(), row);
      positions.add(record.at());
    }
    add(EntityKind.DEVICE, shake.device());
    add(EntityKind.ADDRESS, shake.address());
  }

  private void add(EntityKind kind, String name) {
    if (!name.isBlank() && entities.size() < MAX_ENTITIES) {
      entities.add(new Entity(kind, name));
    }
  }

  private static TracedRecord traced(Row row) {
    ShakeRecord shake = row.drawn.shake();
    StringBuilder says = new StringBuilder(row.drawn.outcome());
    if (shake.riskLevel().walksLosingRoad()) {
      says.append("; at risk level ").append(shake.riskLevel()).append(", which never wins");
    }
    if (row.records > 1) {
      says.append("; ").append(row.records).append(" records");
    }
    return new TracedRecord(
        row.view.with("drawnAgain", row.drawn.outcome()).with("records", row.records),
        nameOf(shake),
        says.toString());
  }

  private static String nameOf(ShakeRecord shake) {
    return shake.key().show() + ' ' + shake.shakeId();
  }
}
