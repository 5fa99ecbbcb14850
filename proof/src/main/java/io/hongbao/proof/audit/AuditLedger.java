package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.seen.SeenEvent;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Map;

/**
 * Takes the records of a system and says whether its promises were kept. Pure: where they come from
 * is the caller's business.
 *
 * <p>To be fed in this order: plans, {@code shakes} (each partition in its order), {@code packets},
 * {@code dead-letters}, what phones heard. Not thread-safe.
 */
final class AuditLedger {

  private static final byte[] NO_BYTES = {};

  private final Map<Integer, Long> ends;
  private Map<Integer, Long> latestEnds;

  private final Findings one =
      new Findings(
          1, "every acknowledged shake has exactly one outcome, and drawing again gives the same");
  private final Findings two = new Findings(2, "no outcome seen by a client ever changes");
  private final Findings three =
      new Findings(
          3, "a seed is issued at most once, not before its release; issued + left = budget");
  private final Findings four = new Findings(4, "no user holds more than the limits allow");
  private final Findings six =
      new Findings(6, "bad input stops nothing: each is a dead letter, and nothing else is");

  private final Replay replay;
  private final ControlBook controls = new ControlBook();
  private final BudgetCheck budgets = new BudgetCheck();
  private final OutcomeCheck outcomes = new OutcomeCheck(one, two);
  private final WinCheck wins = new WinCheck(one);
  private final SeedCheck seeds = new SeedCheck(three, controls, budgets);
  private final LimitCheck limits = new LimitCheck(four, controls);
  private final DeadLetterCheck deadLetters = new DeadLetterCheck(six);

  /**
   * A ledger without records.
   *
   * @param ends of the part of {@code shakes} that is audited: the offset behind the last record of
   *     each partition
   */
  AuditLedger(VerifyingKey verifyingKey, SealingKey sealingKey, Map<Integer, Long> ends) {
    this.ends = Map.copyOf(ends);
    this.replay = new Replay(verifyingKey, sealingKey, ends.size());
    this.latestEnds = this.ends;
  }

  /**
   * A record of {@code show}.
   *
   * @param beforeEnds whether it was read before the log's ends were taken
   */
  void plan(byte[] value, RecordPosition where, boolean beforeEnds) {
    try {
      PlanRecord plan = PlanRecord.decode(value);
      if (beforeEnds) {
        budgets.planBefore(plan, where);
      } else {
        budgets.planSince(plan, where);
      }
    } catch (MalformedRecordException e) {
      three.breach(unreadable(where, "a plan", e));
    }
  }

  /** A record of {@code shakes}. */
  void logged(int partition, long offset, long appendedAtMillis, byte[] key, byte[] value) {
    RecordPosition position = RecordPosition.ofShakes(partition, offset);
    deadLetters.read();
    Replayed replayed = replay.take(partition, appendedAtMillis, key, value);
    if (replayed instanceof Replayed.Drawn drawn) {
      drawn(drawn, position, appendedAtMillis);
    } else if (replayed instanceof Replayed.Controlled controlled) {
      controls.add(controlled.control(), position);
    }
    replayed
        .unusable()
        .ifPresent(why -> deadLetters.unusable(position, why, orEmpty(key), orEmpty(value)));
  }

  /**
   * Ends of {@code shakes} taken after those of {@code packets} and {@code dead-letters}: what
   * names a record behind them was made up.
   */
  void latestEnds(Map<Integer, Long> taken) {
    latestEnds = Map.copyOf(taken);
  }

  /** A record of {@code packets}. */
  void won(byte[] value, RecordPosition where) {
    WonRecord record;
    try {
      record = WonRecord.decode(orEmpty(value));
    } catch (MalformedRecordException e) {
      one.breach(unreadable(where, "a packet", e));
      return;
    }
    if (isWithin(ends, record.partition(), record.offset())) {
      wins.won(record, where);
      seeds.won(record, where);
      limits.won(record);
    } else if (!isWithin(latestEnds, record.partition(), record.offset())) {
      one.breach(
          Breach.at(
              where,
              "packet " + record.packetId() + " of " + record.user(),
              "its shake at " + RecordPosition.ofShakes(record.partition(), record.offset()),
              "a log that ends before",
              Look.way(record.show(), record.user(), record.shakeId())));
    }
  }

  /** A record of {@code dead-letters}. */
  void deadLetter(byte[] value, RecordPosition where) {
    try {
      DeadLetter letter = DeadLetter.decode(orEmpty(value));
      boolean isLater =
          letter.topic().equals(Topics.SHAKES)
              && !isWithin(ends, letter.partition(), letter.offset())
              && isWithin(latestEnds, letter.partition(), letter.offset());
      if (!isLater) {
        deadLetters.letter(letter, where);
      }
    } catch (MalformedRecordException e) {
      six.breach(unreadable(where, "a dead letter", e));
    }
  }

  /** Something that a phone heard. */
  void heard(SeenEvent event) {
    outcomes.heard(event);
  }

  /** What was found; to be asked once, at the end. */
  AuditReport report() {
    wins.finish();
    return new AuditReport(
        List.of(
            outcomes.resultOne(wins.wins()),
            outcomes.resultTwo(),
            seeds.result(),
            limits.result(),
            deadLetters.result()));
  }

  private void drawn(Replayed.Drawn drawn, RecordPosition position, long appendedAtMillis) {
    outcomes.logged(drawn.shake(), position, drawn.decision());
    if (drawn.decision() instanceof DrawDecision.Decided decided) {
      wins.decided(drawn.shake(), position, appendedAtMillis, decided);
    }
  }

  private static Breach unreadable(
      RecordPosition where, String expected, MalformedRecordException e) {
    return Breach.at(
        where, "record", expected, "bytes that are none: " + e.getMessage(), Look.at(where));
  }

  private static boolean isWithin(Map<Integer, Long> ends, int partition, long offset) {
    return offset < ends.getOrDefault(partition, 0L);
  }

  private static byte[] orEmpty(byte[] bytes) {
    return bytes == null ? NO_BYTES : bytes;
  }
}
