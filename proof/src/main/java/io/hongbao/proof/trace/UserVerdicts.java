package io.hongbao.proof.trace;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.MalformedRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules said of a user and of the devices and addresses that the user came from. A verdict
 * that was only prolonged is one, as of its last record. Not thread-safe.
 */
final class UserVerdicts {

  static final int MAX_ROWS = 500;

  private final Set<Entity> entities;
  private final RecordDecoder decoder;
  private final Map<Key, TracedRecord> rows = new HashMap<>();
  private long moreRecords;

  private record Key(
      Entity entity, String ruleId, int version, RiskLevel level, long firstMillis) {}

  /** Verdicts about some entities. */
  UserVerdicts(Set<Entity> entities, RecordDecoder decoder) {
    this.entities = Set.copyOf(entities);
    this.decoder = decoder;
  }

  /** A record of {@code verdict-reasons}. */
  void reason(TopicRecord record) {
    if (record.value() == null || VerdictLog.isNote(record.key())) {
      return;
    }
    try {
      Verdict verdict = VerdictJson.decode(record.value());
      if (!entities.contains(verdict.entity())) {
        return;
      }
      Key key =
          new Key(
              verdict.entity(),
              verdict.ruleId(),
              verdict.ruleVersion(),
              verdict.level(),
              verdict.firstMillis());
      if (rows.size() == MAX_ROWS && !rows.containsKey(key)) {
        moreRecords++;
        return;
      }
      rows.put(
          key,
          new TracedRecord(decoder.decode(record), verdict.entity().toString(), says(verdict)));
    } catch (MalformedRecordException e) {
      // About nobody; rules why counts them.
      return;
    }
  }

  List<TracedRecord> records() {
    return new ArrayList<>(rows.values());
  }

  /** How many records there are besides. */
  long moreRecords() {
    return moreRecords;
  }

  private static String says(Verdict verdict) {
    return verdict.level()
        + " from "
        + Instant.ofEpochMilli(verdict.firstMillis())
        + " until "
        + Instant.ofEpochMilli(verdict.untilMillis())
        + ", by rule "
        + verdict.ruleId()
        + " "
        + verdict.ruleVersion()
        + follows(verdict);
  }

  private static String follows(Verdict verdict) {
    if (verdict.shadow()) {
      return "; it is on trial and acts on nobody";
    }
    return switch (verdict.level()) {
      case NONE, WATCH -> "";
      case SLOW -> "; the edge asks for longer pauses";
      case EMPTY -> "; shakes never win, claims are held";
      case HOLD -> "; shakes never win, claims are held, also of packets won before";
      case BLOCK -> "; edges refuse shakes, which then stand in no log; claims are held";
    };
  }
}
