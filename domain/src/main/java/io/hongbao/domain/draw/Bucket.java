package io.hongbao.domain.draw;

import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawDecision.Refused;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.PacketIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One bucket of one show: takes its records in log order and says what each means.
 *
 * <p>It keeps the control records and the pools in memory; tallies stay where the caller keeps
 * them. To bring one back, {@link #restoreCarry} what was kept of each Carry, {@link #restore} the
 * kept records in any order, then {@link #restoreSeedsTaken} for each batch; of a show that is
 * over, {@link #restoreEnd} alone.
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
  private final StagedPlans staged = new StagedPlans();
  private final SeedPools pools = new SeedPools();
  private final Pauses pauses = new Pauses();
  private final Beacons beacons = new Beacons();
  private final Map<String, Lottery> lotteries = new HashMap<>();

  /** Of a Carry's number: how many seeds of each batch had been given away before it. */
  private final Map<Long, Map<Long, Integer>> carries = new HashMap<>();

  private final List<String> refusals = new ArrayList<>();
  private final List<BatchRecord> moneyRecords = new ArrayList<>();
  private long appliedUpTo;
  private Terms terms;
  private ShowKind kind = ShowKind.LIVE;
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
    if (ended) {
      return ControlEffect.ENDED;
    }
    return refusals.isEmpty() ? ControlEffect.KEPT : ControlEffect.REFUSED;
  }

  /**
   * Why records that the last {@link #apply} put in force change nothing; each names its number.
   * Empty if all that it put in force counts.
   */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  /**
   * The money of the batches that the last kept {@link #apply} put in force: each batch that can be
   * won from then on is funded, and at the show's end what is left of each is unissued. Empty in
   * shows that are not live, which nobody pays for.
   */
  public List<BatchRecord> moneyRecords() {
    return List.copyOf(moneyRecords);
  }

  /**
   * What to keep of a Carry that is in force: how many seeds of each batch had been given away
   * before it, by the number of the batch. Empty if the number is not that of such a Carry.
   */
  public Optional<Map<Long, Integer>> carry(long number) {
    return Optional.ofNullable(carries.get(number)).map(Map::copyOf);
  }

  /** Takes back what {@link #carry} said, before the records are restored. */
  public void restoreCarry(long number, Map<Long, Integer> seedsTakenBefore) {
    carries.put(number, Map.copyOf(seedsTakenBefore));
  }

  /** Takes back a record that was kept. Records may come in any order, however many there are. */
  public void restore(ControlRecord record) {
    refusals.clear();
    moneyRecords.clear();
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
    if (terms.engineVersion() > DrawEngine.VERSION || !terms.userHash().equals(UserHash.NAME)) {
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
      boolean isWave = terms.wave(shake.waveId()).isPresent();
      return new Closed(isWave ? ClosedReason.NO_BEACON : ClosedReason.NO_WAVE);
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
        pauses,
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

  /**
   * What the show is played for, by the terms that were followed last; live before the first, and
   * in a bucket that came back from its End.
   */
  public ShowKind kind() {
    return kind;
  }

  /** The terms that are in force; empty before the first, and when the show is over. */
  public Optional<Terms> terms() {
    return Optional.ofNullable(terms);
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
      applyControl(record.control())
          .ifPresent(why -> refusals.add("control " + appliedUpTo + " changes nothing: " + why));
    }
  }

  /** Does what a record says, or returns why it must not be done. */
  private Optional<String> applyControl(Control control) {
    if (control instanceof Terms next) {
      if (next.waitForActivation()) {
        return staged.add(next);
      }
      follow(next);
    } else if (control instanceof SeedBatch batch) {
      if (batch.planNumber() != SeedBatch.NO_PLAN) {
        return staged.add(appliedUpTo, batch);
      }
      open(appliedUpTo, batch);
    } else if (control instanceof Control.Activate activate) {
      return activate(activate);
    } else if (control instanceof Control.Pause pause) {
      pauses.add(pause);
    } else if (control instanceof Control.Carry carry) {
      return carry(carry);
    } else if (control instanceof Control.Beacon beacon) {
      return takeBeacon(beacon);
    } else {
      end();
    }
    return Optional.empty();
  }

  private void open(long batchNumber, SeedBatch batch) {
    pools.add(batchNumber, batch);
    if (kind.isLive()) {
      moneyRecords.add(
          new Funded(
              PacketIds.batchId(show, number, batchNumber),
              batch.enterpriseId(),
              batch.seeds().size(),
              batch.amountFen()));
    }
  }

  private Optional<String> activate(Control.Activate activate) {
    Optional<StagedPlans.StagedPlan> plan = staged.take(activate.planNumber());
    if (plan.isEmpty()) {
      return Optional.of("plan " + activate.planNumber() + " is not staged in this bucket");
    }
    Terms next = plan.get().terms().orElseThrow();
    Optional<String> problem =
        terms == null ? Optional.empty() : engine.planProblem(terms, next, activate.atMillis());
    if (problem.isEmpty()) {
      follow(next);
      plan.get().batches().forEach(this::open);
    }
    return problem;
  }

  private Optional<String> carry(Control.Carry carry) {
    Optional<Wave> from = wave(carry.fromWaveId());
    Optional<Wave> to = wave(carry.toWaveId());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.of("the plan in force lacks one of its waves");
    }
    WaveSchedule later = to.get().schedule();
    if (later.opensAtMillis() < from.get().schedule().closesAtMillis()) {
      return Optional.of("wave " + later.id() + " is not after wave " + from.get().id());
    }
    Map<Long, Integer> taken = carries.getOrDefault(appliedUpTo, pools.takenOf(from.get().id()));
    try {
      pools.carry(carry, taken, later, number, terms.buckets());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    carries.put(appliedUpTo, taken);
    return Optional.empty();
  }

  private Optional<String> takeBeacon(Control.Beacon beacon) {
    Optional<String> problem =
        terms == null ? Optional.of("no plan is in force") : beacons.add(beacon, terms);
    if (problem.isEmpty()) {
      prepareLottery(wave(beacon.waveId()).orElseThrow());
    }
    return problem;
  }

  private Optional<Wave> wave(String waveId) {
    return terms == null ? Optional.empty() : terms.wave(waveId);
  }

  private void follow(Terms next) {
    terms = next;
    kind = next.kind();
    lotteries.clear();
    next.waves().forEach(this::prepareLottery);
  }

  private void prepareLottery(Wave wave) {
    beacons.lottery(show, wave).ifPresent(lottery -> lotteries.put(wave.id(), lottery));
  }

  /** Forgets what a bucket that comes back from its End alone would not know. */
  private void end() {
    ended = true;
    if (kind.isLive()) {
      pools.forEachLeft(
          (batchNumber, left) ->
              moneyRecords.add(
                  new Unissued(
                      PacketIds.batchId(show, number, batchNumber),
                      left.size(),
                      SeedBatch.amountFen(left))));
    }
    fingerprints.keySet().removeIf(number -> number != appliedUpTo);
    waiting.clear();
    staged.clear();
    lotteries.clear();
    pools.clear();
    pauses.clear();
    beacons.clear();
    carries.clear();
    refusals.clear();
    terms = null;
  }
}
