package io.hongbao.rehearsal.audit;

import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.rehearsal.seen.SeenEvent;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.WonRecord;
import io.hongbao.wire.topics.Topics;
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

  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey;
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

  private final Redraw redraw = new Redraw();
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
    this.verifyingKey = verifyingKey;
    this.sealingKey = sealingKey;
    this.ends = Map.copyOf(ends);
    this.latestEnds = this.ends;
  }

  /**
   * A record of {@code show}.
   *
   * @param beforeEnds whether it was read before the log's ends were taken
   */
  void plan(byte[] value, String where, boolean beforeEnds) {
    try {
      PlanRecord plan = PlanRecord.decode(value);
      if (beforeEnds) {
        budgets.planBefore(plan);
      } else {
        budgets.planSince(plan);
      }
    } catch (MalformedRecordException e) {
      three.breach("%s: no plan: %s", where, e.getMessage());
    }
  }

  /** A record of {@code shakes}. */
  void logged(int partition, long offset, long appendedAtMillis, byte[] key, byte[] value) {
    LogPosition position = new LogPosition(partition, offset);
    deadLetters.read();
    try {
      ShakesRecord record = decode(key, value);
      if (record instanceof ShakeRecord shake) {
        shake(shake, position, appendedAtMillis);
      } else if (record instanceof SignedControl control) {
        control(verify(control, partition), position);
      }
    } catch (UnusableException e) {
      deadLetters.unusable(position, e.getMessage(), orEmpty(key), orEmpty(value));
    }
  }

  /**
   * Ends of {@code shakes} taken after those of {@code packets} and {@code dead-letters}: what
   * names a record behind them was made up.
   */
  void latestEnds(Map<Integer, Long> taken) {
    latestEnds = Map.copyOf(taken);
  }

  /** A record of {@code packets}. */
  void won(byte[] value, String where) {
    WonRecord record;
    try {
      record = WonRecord.decode(value);
    } catch (MalformedRecordException e) {
      one.breach("%s: no packet: %s", where, e.getMessage());
      return;
    }
    if (isWithin(ends, record.partition(), record.offset())) {
      wins.won(record, where);
      seeds.won(record, where);
      limits.won(record);
    } else if (!isWithin(latestEnds, record.partition(), record.offset())) {
      one.breach(
          "%s: packet %s of a shake at %s, where the log has none",
          where, record.packetId(), new LogPosition(record.partition(), record.offset()));
    }
  }

  /** A record of {@code dead-letters}. */
  void deadLetter(byte[] value, String where) {
    try {
      DeadLetter letter = DeadLetter.decode(value);
      boolean isLater =
          letter.topic().equals(Topics.SHAKES)
              && !isWithin(ends, letter.partition(), letter.offset())
              && isWithin(latestEnds, letter.partition(), letter.offset());
      if (!isLater) {
        deadLetters.letter(letter, where);
      }
    } catch (MalformedRecordException e) {
      six.breach("%s: no dead letter: %s", where, e.getMessage());
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

  private static ShakesRecord decode(byte[] key, byte[] value) throws UnusableException {
    try {
      if (key != null) {
        BucketKey.decode(key);
      }
      return ShakesRecord.decode(key, value);
    } catch (RuntimeException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private ControlRecord verify(SignedControl control, int partition) throws UnusableException {
    if (!control.livesIn(partition, ends.size())) {
      throw new UnusableException(control + ": its bucket does not live in this partition");
    }
    try {
      return control.verify(verifyingKey, sealingKey);
    } catch (RuntimeException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private DrawDecision redraw(ShakeRecord shake, LogPosition position, long appendedAtMillis)
      throws UnusableException {
    DrawDecision decision;
    try {
      decision = redraw.decide(shake, position.partition(), appendedAtMillis);
    } catch (RuntimeException e) {
      throw new UnusableException("cannot be decided: " + e);
    }
    if (decision instanceof DrawDecision.Refused refused) {
      throw new UnusableException(refused.why());
    }
    redraw.keep(shake, decision);
    return decision;
  }

  private void shake(ShakeRecord shake, LogPosition position, long appendedAtMillis)
      throws UnusableException {
    DrawDecision decision = redraw(shake, position, appendedAtMillis);
    outcomes.logged(shake, position, decision);
    if (decision instanceof DrawDecision.Decided decided) {
      wins.decided(shake, position, appendedAtMillis, decided);
    }
  }

  private void control(ControlRecord control, LogPosition position) throws UnusableException {
    controls.add(control, position);
    ControlEffect effect = redraw.apply(control);
    switch (effect) {
      case KEPT, ENDED, REPEATED -> {}
      case CONFLICT, TOO_FAR_AHEAD, AFTER_END ->
          throw new UnusableException("control " + control.number() + ": " + effect);
    }
  }

  private static boolean isWithin(Map<Integer, Long> ends, int partition, long offset) {
    return offset < ends.getOrDefault(partition, 0L);
  }

  private static byte[] orEmpty(byte[] bytes) {
    return bytes == null ? NO_BYTES : bytes;
  }

  /** A record that can be read and not be used. */
  private static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableException(String why) {
      super(why, null, false, false);
    }
  }
}
