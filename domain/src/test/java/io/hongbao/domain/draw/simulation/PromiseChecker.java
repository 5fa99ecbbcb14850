package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Controlled;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import io.hongbao.domain.draw.simulation.SimulationBreachException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what instances say against the promises. It knows the log and what was said, and computes
 * the rest itself; it asks neither a bucket nor the engine.
 */
public final class PromiseChecker {

  private static final int EARLIEST_MILLIS = 250;

  private final SimulatedLog log;
  private final Coverage coverage;
  private final Map<Position, DrawDecision> said = new HashMap<>();
  private final Map<BucketName, BucketLedger> ledgers = new HashMap<>();
  private Position current = new Position(0, 0);

  public PromiseChecker(SimulatedLog log, Coverage coverage) {
    this.log = log;
    this.coverage = coverage;
  }

  /** Takes what an instance says of an entry, for the first time or again. */
  public void hear(Position position, Shake shake, DrawDecision decision) {
    current = position;
    DrawDecision before = said.putIfAbsent(position, decision);
    if (before == null) {
      coverage.count(nameOf(decision));
      return;
    }
    coverage.count("decided again");
    // A shake in a partition that is not its bucket's has no order with the bucket's records: why
    // it stays undecided may differ.
    boolean sameReason = before.equals(decision) || isAstray(shake);
    if (!outcome(before).equals(outcome(decision)) || (isUndecided(before) && !sameReason)) {
      throw new SimulationBreachException(
          Kind.INSTANCES_DISAGREE,
          "said "
              + SimulationBreachFormatter.told(before)
              + ", then "
              + SimulationBreachFormatter.told(decision));
    }
  }

  /** Reads the whole log once, in its order, and counts. Every entry must have been heard of. */
  public void count(List<DrawInstance> instances) {
    Map<BucketName, Position> lastOfBucket = new HashMap<>();
    for (int partition = 0; partition < log.partitions().size(); partition++) {
      for (int offset = 0; offset < log.length(partition); offset++) {
        current = new Position(partition, offset);
        SimulatedLogEntry entry = log.at(current);
        lastOfBucket.put(entry.bucket(), current);
        BucketLedger ledger = ledgers.computeIfAbsent(entry.bucket(), BucketLedger::new);
        if (entry instanceof Controlled controlled) {
          ledger.control(controlled.control(), coverage);
          coverage.count("control " + controlled.control().control().getClass().getSimpleName());
        } else if (entry instanceof Shaken shaken) {
          count(ledger, shaken.shake(), said.get(current));
        }
      }
    }
    for (BucketLedger ledger : ledgers.values()) {
      current = lastOfBucket.get(ledger.name());
      instances.forEach(instance -> countMoney(ledger, instance));
      if (instances.stream().map(instance -> instance.state(ledger.name())).distinct().count()
          > 1) {
        throw new SimulationBreachException(
            Kind.INSTANCES_DISAGREE, ledger.name() + ": they keep different things");
      }
    }
  }

  /** Looks at an entry, so that a breach is told with the history around it. */
  public void turnTo(Position position) {
    current = position;
  }

  /** The entry that is being judged. */
  public Position current() {
    return current;
  }

  /** What was said of an entry; null if nothing was. */
  public DrawDecision said(Position position) {
    return said.get(position);
  }

  private void count(BucketLedger ledger, Shake shake, DrawDecision decision) {
    Optional<SimulationBreachException> against = standsAgainst(ledger, shake);
    if (against.isPresent()) {
      if (!isUndecided(decision)) {
        throw against.get();
      }
      return;
    }
    if (!(decision instanceof Decided decided)) {
      throw new SimulationBreachException(
          Kind.NOT_DECIDED, "said " + decision + ", nothing stands against it");
    }
    countDecided(ledger, shake, decided.outcome());
  }

  /** The breach that deciding this shake would be. */
  private Optional<SimulationBreachException> standsAgainst(BucketLedger ledger, Shake shake) {
    Terms terms = ledger.terms();
    if (ledger.isEnded() || ledger.hasGap()) {
      return breach(Kind.DECIDED_UNREADY, "the bucket is over or has a gap");
    }
    if (terms == null || terms.planNumber() < shake.planNumber()) {
      return breach(Kind.DECIDED_UNREADY, "the bucket is behind plan " + shake.planNumber());
    }
    long userHash = UserHash.of(shake.user());
    if (isAstray(shake) || UserHash.bucket(userHash, terms.buckets()) != shake.bucket()) {
      return breach(Kind.DECIDED_AMISS, "the shake went astray");
    }
    Optional<Wave> wave = terms.wave(shake.waveId());
    if (wave.isEmpty()) {
      return breach(Kind.DECIDED_AMISS, "there is no wave " + shake.waveId());
    }
    if (wave.get().beacon().isPresent() && ledger.beaconValue(shake.waveId()).isEmpty()) {
      return breach(Kind.DECIDED_UNREADY, "the beacon of the wave has not spoken");
    }
    long startsAtMillis = startsAtMillis(wave.get(), shake, userHash);
    if (startsAtMillis >= wave.get().schedule().closesAtMillis()) {
      return breach(Kind.DECIDED_AMISS, "the wave has closed when the turn starts");
    }
    if (startsAtMillis - shake.appendedAtMillis() > EARLIEST_MILLIS) {
      return breach(Kind.DECIDED_EARLY, "the turn starts at " + startsAtMillis);
    }
    return Optional.empty();
  }

  private void countDecided(BucketLedger ledger, Shake shake, Outcome outcome) {
    TurnName turn = TurnName.of(shake);
    Wave wave = ledger.terms().wave(shake.waveId()).orElseThrow();
    ReferenceLottery lottery = ReferenceLottery.of(wave, turn, ledger.beaconValue(wave.id()));
    Outcome losingOutcome = lottery.losingOutcome(wave);
    if (!lottery.passes(wave)) {
      if (!outcome.equals(losingOutcome)) {
        throw new SimulationBreachException(
            Kind.OTHER_THAN_LOTTERY, "said " + outcome + ", the lottery " + losingOutcome);
      }
      return;
    }
    Outcome before = ledger.passed().get(turn);
    if (before == null) {
      long startsAtMillis = startsAtMillis(wave, shake, UserHash.of(shake.user()));
      new PassingTurnRules(ledger, shake, wave, startsAtMillis).judge(outcome, losingOutcome);
      if (ledger.isPaused(wave.id(), startsAtMillis)) {
        coverage.count("passed in a pause");
      }
      ledger.passed(turn, outcome);
    } else if (before.equals(outcome)) {
      coverage.count("repeat of " + outcome.getClass().getSimpleName());
    } else {
      throw new SimulationBreachException(
          Kind.OUTCOME_CHANGED, turn + " had " + before + ", now " + outcome);
    }
  }

  private void countMoney(BucketLedger ledger, DrawInstance instance) {
    if (ledger.isEnded()) {
      return;
    }
    coverage.count("books closed");
    long leftFen = instance.state(ledger.name()).leftFen(ledger.batchesInForce());
    if (ledger.issuedFen() + leftFen != ledger.loadedFen()) {
      throw new SimulationBreachException(
          Kind.MONEY_MISSING,
          String.format(
              Locale.ROOT,
              "%s: %d fen issued and %d left of %d",
              ledger.name(),
              ledger.issuedFen(),
              leftFen,
              ledger.loadedFen()));
    }
    Map<String, Long> left = instance.bucket(ledger.name()).seedsLeft();
    if (!left.equals(ledger.mustBeLeft())) {
      throw new SimulationBreachException(
          Kind.MONEY_MISSING,
          String.format(
              Locale.ROOT,
              "%s: seeds left %s, expected %s",
              ledger.name(),
              left,
              ledger.mustBeLeft()));
    }
  }

  private static long startsAtMillis(Wave wave, Shake shake, long userHash) {
    long opensAtMillis = wave.schedule().opensAtMillis();
    if (shake.turn() == 0) {
      return opensAtMillis;
    }
    int turnMillis = wave.schedule().turnMillis();
    return opensAtMillis
        + (long) shake.turn() * turnMillis
        + UserHash.phaseMillis(userHash, turnMillis);
  }

  private boolean isAstray(Shake shake) {
    return shake.partition() != shake.bucket() % log.partitions().size();
  }

  private static boolean isUndecided(DrawDecision decision) {
    return !(decision instanceof Decided);
  }

  private static Optional<Outcome> outcome(DrawDecision decision) {
    return decision instanceof Decided decided ? Optional.of(decided.outcome()) : Optional.empty();
  }

  private static String nameOf(DrawDecision decision) {
    if (decision instanceof Decided decided) {
      return decided.outcome() instanceof Outcome.Limited limited
          ? "LIMITED " + limited.reason()
          : decided.outcome().getClass().getSimpleName();
    }
    return decision instanceof Closed closed ? "CLOSED " + closed.reason() : "refused";
  }

  private static Optional<SimulationBreachException> breach(Kind kind, String message) {
    return Optional.of(new SimulationBreachException(kind, message));
  }
}
