package io.hongbao.domain.draw;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawDecision.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One bucket of one show: takes its records in log order and says what each means.
 *
 * <p>It keeps the control records and the pools in memory; tallies stay where the caller keeps
 * them. To bring one back, {@link #restore} the kept records in any order, then {@link
 * #restoreSeedsTaken} for each batch; of a show that is over, {@link #restoreEnd} alone.
 *
 * <p>Not thread-safe.
 */
public final class Bucket {

  /** A shake appended more than this before its turn's start is not decided yet. */
  public static final long EARLIEST_MILLIS = 250;

  /** How far control records may run ahead of a missing one; bounds what is kept for later. */
  public static final long MAX_AHEAD = 1024;

  private final String show;
  private final int number;
  private final DrawEngine engine;

  private final Map<Long, String> fingerprints = new HashMap<>();
  private final TreeMap<Long, ControlRecord> waiting = new TreeMap<>();
  private final SeedPools pools = new SeedPools();
  private final Map<String, Lottery> lotteries = new HashMap<>();
  private long appliedUpTo;
  private Terms terms;
  private boolean ended;

  public Bucket(String show, int number, DrawEngine engine) {
    this.show = show;
    this.number = number;
    this.engine = engine;
  }

  /** Takes a control record. Records are applied by number alone, each once. */
  public ControlEffect apply(ControlRecord record) {
    String known = fingerprints.get(record.number());
    if (known != null) {
      return known.equals(record.fingerprint()) ? ControlEffect.REPEATED : ControlEffect.CONFLICT;
    }
    if (ended) {
      return record.number() <= appliedUpTo ? ControlEffect.REPEATED : ControlEffect.AFTER_END;
    }
    if (record.number() > appliedUpTo + MAX_AHEAD) {
      return ControlEffect.TOO_FAR_AHEAD;
    }
    restore(record);
    return ended ? ControlEffect.ENDED : ControlEffect.KEPT;
  }

  /** Takes back a record that was kept. Records may come in any order, however many there are. */
  public void restore(ControlRecord record) {
    fingerprints.put(record.number(), record.fingerprint());
    waiting.put(record.number(), record);
    applyInOrder();
  }

  /** Takes back the bucket of a show that is over, from the one record that was kept. */
  public void restoreEnd(ControlRecord end) {
    fingerprints.put(end.number(), end.fingerprint());
    appliedUpTo = end.number();
    ended = true;
  }

  /** Says what a shake gets; changes nothing until {@link #accept(Decided)}. */
  public DrawDecision decide(Shake shake, TallyReader tallies) {
    if (ended) {
      return new Closed(ClosedReason.ENDED);
    }
    if (terms == null || terms.planNumber() < shake.planNumber()) {
      return new Closed(ClosedReason.BEHIND);
    }
    if (hasGap()) {
      return new Closed(ClosedReason.GAP);
    }
    if (terms.engineVersion() != DrawEngine.VERSION || !terms.userHash().equals(UserHash.NAME)) {
      return new Closed(ClosedReason.OTHER_ENGINE);
    }
    if (shake.partition() != number % terms.partitions()) {
      return new Refused("bucket " + number + " lives in partition " + number % terms.partitions());
    }
    long userHash = UserHash.of(shake.user());
    if (UserHash.bucket(userHash, terms.buckets()) != number) {
      return new Refused("user " + shake.user() + " is not of bucket " + number);
    }
    Lottery lottery = lotteries.get(shake.waveId());
    if (lottery == null) {
      return new Closed(ClosedReason.NO_WAVE);
    }
    WaveSchedule schedule = lottery.wave().schedule();
    if (!schedule.hasTurn(shake.turn(), userHash)) {
      return new Closed(ClosedReason.NO_TURN);
    }
    long startsAtMillis = schedule.turnStartsAtMillis(shake.turn(), userHash);
    if (shake.appendedAtMillis() < startsAtMillis - EARLIEST_MILLIS) {
      return new Closed(ClosedReason.EARLY);
    }
    Lottery.Chance chance = lottery.draw(shake.user(), shake.turn());
    if (!chance.passes()) {
      return Decided.withoutChange(chance.losingOutcome());
    }
    return engine.decide(
        new DrawEngine.PassingTurn(shake, lottery.wave(), startsAtMillis, chance.losingOutcome()),
        tallies.read(shake.user()),
        pools,
        terms);
  }

  /** Takes the seed of a decision out of its pool. The caller keeps the tally and the position. */
  public void accept(Decided decided) {
    decided
        .change()
        .flatMap(DrawDecision.Change::taken)
        .ifPresent(taken -> pools.advance(taken.batchNumber(), taken.index() + 1));
  }

  /** Marks the first seeds of a batch as given away, after its record was applied. */
  public void restoreSeedsTaken(long batchNumber, int taken) {
    pools.advance(batchNumber, taken);
  }

  /** How many seeds of each enterprise are left. */
  public Map<String, Long> seedsLeft() {
    return pools.seedsLeft();
  }

  /** Whether a record is missing below one that has come. */
  public boolean hasGap() {
    return !waiting.isEmpty();
  }

  public boolean isEnded() {
    return ended;
  }

  /**
   * The number up to which every record was applied; 0 before the first. Of a show that is over it
   * is that of its End, the one record to keep.
   */
  public long appliedUpTo() {
    return appliedUpTo;
  }

  @Override
  public String toString() {
    return show + '/' + number + " up to " + appliedUpTo;
  }

  private void applyInOrder() {
    while (!ended && !waiting.isEmpty() && waiting.firstKey() == appliedUpTo + 1) {
      ControlRecord record = waiting.pollFirstEntry().getValue();
      appliedUpTo = record.number();
      if (record.control() instanceof Terms newTerms) {
        follow(newTerms);
      } else if (record.control() instanceof SeedBatch batch) {
        pools.add(record.number(), batch);
      } else if (record.control() instanceof ShowEnd) {
        end();
      }
    }
  }

  /** Forgets what a bucket that comes back from its End alone would not know. */
  private void end() {
    ended = true;
    fingerprints.keySet().removeIf(number -> number != appliedUpTo);
    waiting.clear();
    lotteries.clear();
    pools.clear();
    terms = null;
  }

  private void follow(Terms newTerms) {
    terms = newTerms;
    lotteries.clear();
    for (Wave wave : newTerms.waves()) {
      lotteries.put(wave.id(), new Lottery(show, wave));
    }
  }
}
