package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.records.ShakeRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Promises 1 and 2: a shake has one outcome, over all its records in the log and all that phones
 * heard of it. Of each partition first its log, then what was heard of its shakes: all shakes of a
 * user in a show are in one partition.
 */
final class OutcomeCheck {

  private final BreachCollector one;
  private final BreachCollector two;
  private long logged;
  private long acknowledged;
  private long undecided;
  private long records;
  private long events;
  private long answers;
  private long closed;

  private ShakeTable table;
  private OutcomeCodes codes;

  /** What phones heard first of shakes that are not in the log, by their keys. */
  private Map<Long, Integer> missing;

  OutcomeCheck(BreachCollector one, BreachCollector two) {
    this.one = one;
    this.two = two;
  }

  /**
   * The next partition.
   *
   * @param recordCount how many records it has
   */
  void startPartition(int partition, long recordCount) {
    table = new ShakeTable(partition, recordCount);
    codes = new OutcomeCodes();
    missing = new HashMap<>();
  }

  /** Counts the partition and forgets it. */
  void endPartition() {
    logged += table.size();
    acknowledged += table.countAcknowledged() + missing.size();
    undecided += table.countUndecided();
    table = null;
    codes = null;
    missing = null;
  }

  /** A record of the log, and what drawing again says of it. */
  void logged(ShakeRecord shake, RecordPosition position, DrawDecision decision) {
    records++;
    long key = ShakeKey.of(shake.key().show(), shake.user(), shake.shakeId());
    int slot = table.put(key, position.offset());
    if (!(decision instanceof DrawDecision.Decided decided)) {
      return;
    }
    int code = codes.codeOf(decided.outcome());
    int before = table.decided(slot);
    if (before == ShakeTable.NONE) {
      table.setDecided(slot, code);
    } else if (before != code) {
      one.breach(
          AuditBreach.at(
              position,
              what(shake.key().show(), shake.user(), shake.shakeId()),
              codes.text(before) + ", as decided since " + table.position(slot),
              codes.text(code) + ", by drawing again",
              TraceCommandLine.way(shake.key().show(), shake.user(), shake.shakeId())));
    }
  }

  /**
   * Something that a phone heard of a shake of the partition.
   *
   * @param number of the event, from 1
   */
  void heard(long number, ShakeEvent event) {
    events++;
    if (saysNothing(event)) {
      closed++;
      return;
    }
    long key = ShakeKey.of(event.show(), event.user(), event.shakeId());
    int slot = table.find(key);
    if (slot >= 0) {
      table.acknowledge(slot);
    } else if (missing.putIfAbsent(key, ShakeTable.NONE) == null) {
      one.breach(
          number,
          breach(slot, event, "it in the log, as a phone was told at " + heardAt(event), "none"));
    }
    if (event instanceof ShakeEvent.Answered answered) {
      answers++;
      heardOutcome(number, key, slot, event, codes.codeOf(answered.answer().outcome().get()));
    }
  }

  private void heardOutcome(long number, long key, int slot, ShakeEvent event, int code) {
    int before = slot < 0 ? missing.get(key) : table.heard(slot);
    if (before == ShakeTable.NONE) {
      setHeard(key, slot, code);
    } else if (before != code) {
      two.breach(
          number,
          breach(
              slot,
              event,
              codes.text(before) + ", as a phone heard first",
              codes.text(code) + ", heard at " + heardAt(event)));
    }
    if (slot >= 0 && table.decided(slot) != code) {
      one.breach(
          number,
          breach(
              slot,
              event,
              codes.text(table.decided(slot)) + ", by drawing again",
              codes.text(code) + ", heard by a phone at " + heardAt(event)));
    }
  }

  private void setHeard(long key, int slot, int code) {
    if (slot < 0) {
      missing.put(key, code);
    } else {
      table.setHeard(slot, code);
    }
  }

  /** Something that a phone heard in a show without a plan: nothing says where its shakes are. */
  void heardWithoutPlan(long number, ShakeEvent event) {
    events++;
    if (saysNothing(event)) {
      closed++;
      return;
    }
    one.breach(
        number,
        new AuditBreach(
            Optional.empty(),
            what(event.show(), event.user(), event.shakeId()),
            "a plan of show " + event.show() + " in topic show, to find the shake's partition by",
            "none, though a phone heard of the shake at " + heardAt(event),
            TraceCommandLine.way(event.show(), event.user(), event.shakeId())));
  }

  /** CLOSED says nothing, not even that the shake was logged. */
  private static boolean saysNothing(ShakeEvent event) {
    return event instanceof ShakeEvent.Answered answered && answered.answer().outcome().isEmpty();
  }

  private AuditBreach breach(int slot, ShakeEvent event, String expected, String found) {
    return new AuditBreach(
        slot >= 0 ? Optional.of(table.position(slot)) : Optional.empty(),
        what(event.show(), event.user(), event.shakeId()),
        expected,
        found,
        TraceCommandLine.way(event.show(), event.user(), event.shakeId()));
  }

  private static String what(String show, String user, ShakeId shakeId) {
    return String.format(Locale.ROOT, "shake %s of %s in show %s", shakeId, user, show);
  }

  private static Instant heardAt(ShakeEvent event) {
    return Instant.ofEpochMilli(event.heardAtMillis());
  }

  /**
   * The result of promise 1.
   *
   * @param wins how many packets were won, by drawing again
   */
  PromiseResult resultOne(long wins) {
    String counts =
        String.format(
            Locale.ROOT,
            "%s, %,d in the log as %,d records, %,d undecided, %,d packets won",
            events > 0
                ? String.format(Locale.ROOT, "%,d acknowledged", acknowledged)
                : "no seen file",
            logged,
            records,
            undecided,
            wins);
    return one.result(events > 0 ? acknowledged : logged, counts);
  }

  PromiseResult resultTwo() {
    return two.result(
        answers, String.format(Locale.ROOT, "%,d answers heard, %,d CLOSED", answers, closed));
  }
}
