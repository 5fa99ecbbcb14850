package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketIds;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.proof.phoneevents.PhoneEventJson;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.EnvelopeRecord;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the records of a system and says whether its promises were kept. Pure but for what it puts
 * down on disk: where the records come from is the caller's business.
 *
 * <p>To be fed in this order: {@code show}, {@link #latestEnds}, {@link #packetsJobPassed} if there
 * is one, {@code packets}, {@code ledger}, {@code payouts}, {@code dead-letters} and what phones
 * heard, each once; then one partition of {@code shakes} after another, in the order of its log.
 * What a partition needs of the former waits on disk until the partition was drawn again. Not
 * thread-safe.
 */
final class AuditEngine {

  private static final byte[] NO_BYTES = {};

  private final Map<Integer, Long> ends;
  private final Set<Integer> audited;
  private final PartitionSpill spill;
  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey;
  private Map<Integer, Long> latestEnds;
  private final Map<String, Integer> bucketsOfShows = new HashMap<>();
  private final Set<String> signedShows = new HashSet<>();
  private final Set<String> shadowShows = new TreeSet<>();
  private long events;

  private final BreachCollector one =
      new BreachCollector(
          1, "every acknowledged shake has exactly one outcome, and drawing again gives the same");
  private final BreachCollector two =
      new BreachCollector(2, "no outcome seen by a client ever changes");
  private final BreachCollector three;
  private final BreachCollector four =
      new BreachCollector(4, "no user holds more than the limits allow");
  private final BreachCollector five =
      new BreachCollector(
          5,
          "each packet is paid at most once, and the ledger follows from packets and sums to zero");
  private final BreachCollector six =
      new BreachCollector(6, "bad input stops nothing: each is a dead letter, and nothing else is");

  private final ControlRecordTable controls = new ControlRecordTable();
  private final BudgetCheck budgets = new BudgetCheck();
  private final EnvelopeAudit envelopes = new EnvelopeAudit();
  private final ChangeEffects changes = new ChangeEffects(controls);
  private final OutcomeCheck outcomes = new OutcomeCheck(one, two);
  private final WinCheck wins = new WinCheck(one);
  private final SeedCheck seeds;
  private final LimitCheck limits = new LimitCheck(four, controls);
  private final MoneyCheck money = new MoneyCheck(five);
  private final DeadLetterCheck deadLetters = new DeadLetterCheck(six);

  private int partition;
  private LogReplay replay;

  /**
   * An engine that has seen no record.
   *
   * @param ends of {@code shakes}: the offset behind the last audited record of each partition
   * @param audited the partitions that will be drawn again
   * @param spill for what is to wait for its partition
   */
  AuditEngine(
      VerifyingKey verifyingKey,
      SealingKey sealingKey,
      Map<Integer, Long> ends,
      Set<Integer> audited,
      PartitionSpill spill) {
    this.verifyingKey = verifyingKey;
    this.sealingKey = sealingKey;
    this.ends = Map.copyOf(ends);
    this.audited = new TreeSet<>(audited);
    this.spill = spill;
    this.latestEnds = this.ends;
    this.three =
        new BreachCollector(
            3,
            "a seed is issued at most once, not before its release"
                + (isWhole() ? "; issued + left = budget" : ""));
    this.seeds = new SeedCheck(three, controls, budgets);
  }

  /**
   * A record of {@code show}. One with a wrong signature is a breach and counts nothing.
   *
   * @param beforeEnds whether it was read before the log's ends were taken
   */
  void showRecord(byte[] value, RecordPosition where, boolean beforeEnds) {
    boolean isSigned = ShowRecord.isSigned(value);
    ShowRecord record;
    try {
      record = ShowRecord.verifyIfSigned(value, verifyingKey);
    } catch (MalformedRecordException e) {
      three.breach(unreadable(where, isSigned ? "one that show-control signed" : "a plan", e));
      return;
    }
    if (isSigned) {
      signedShows.add(record.show());
    } else if (signedShows.contains(record.show())) {
      // Only versions that signed nothing wrote it so.
      three.breach(
          AuditBreach.at(
              where,
              record.key(),
              "a signature, as earlier records of show " + record.show() + " have one",
              "none",
              TraceCommandLine.at(where)));
      return;
    }
    if (record instanceof PlanRecord plan) {
      plan(plan, where, beforeEnds);
    } else if (record instanceof EnvelopeRecord envelope) {
      envelopes.envelope(envelope, where);
    }
  }

  private void plan(PlanRecord plan, RecordPosition where, boolean beforeEnds) {
    bucketsOfShows.put(plan.show(), plan.campaign().buckets());
    envelopes.plan(plan);
    if (beforeEnds) {
      budgets.planBefore(plan, where);
    } else {
      budgets.planSince(plan, where);
    }
  }

  /**
   * Ends of {@code shakes} taken after those of {@code packets} and {@code dead-letters}: what
   * names a record behind them was made up.
   */
  void latestEnds(Map<Integer, Long> taken) {
    latestEnds = Map.copyOf(taken);
  }

  /**
   * There is a packets job, so promise 5 is checked.
   *
   * @param packetsEnds of {@code packets} that it had passed before {@code ledger} and {@code
   *     payouts} were read; all that {@link #packet} is given reaches further
   */
  void packetsJobPassed(Map<Integer, Long> packetsEnds) {
    money.passed(packetsEnds);
  }

  /** A record of {@code packets}. */
  void packet(byte[] value, long appendedAtMillis, RecordPosition where) {
    try {
      Optional<WonRecord> won = MoneyCodec.findWon(value);
      boolean isPutDown = won.isPresent() && won(won.get(), value, appendedAtMillis, where);
      if (money.isOn() && !isPutDown) {
        MoneyRecord record = MoneyCodec.decode(value);
        int home = MoneyCheck.home(record, ends.size());
        putDown(home, PartitionSpill.Kind.MONEY, where, appendedAtMillis, value);
      }
    } catch (MalformedRecordException e) {
      one.breach(unreadable(where, "a packet", e));
    }
  }

  /** A record of {@code ledger}. */
  void ledgerEntry(byte[] value, RecordPosition where) {
    try {
      int home =
          MoneyCheck.homeOfBatch(LedgerCodec.decodeEntry(orEmpty(value)).batchId(), ends.size());
      putDown(home, PartitionSpill.Kind.ENTRY, where, 0, value);
    } catch (MalformedRecordException e) {
      five.breach(unreadable(where, "an entry", e));
    }
  }

  /** A record of {@code payouts}. */
  void payout(byte[] value, RecordPosition where) {
    try {
      PayoutInstruction instruction = LedgerCodec.decodeInstruction(orEmpty(value));
      String batchId = PacketIds.batchId(instruction.step().packetId());
      int home = MoneyCheck.homeOfBatch(batchId, ends.size());
      putDown(home, PartitionSpill.Kind.PAYOUT, where, 0, value);
    } catch (MalformedRecordException e) {
      five.breach(unreadable(where, "a payout", e));
    }
  }

  /** Whether it was put down, to be held against the log. */
  private boolean won(WonRecord record, byte[] value, long appendedAtMillis, RecordPosition where) {
    if (isWithin(ends, record.partition(), record.offset())) {
      // With the other packets of its bucket, whatever partition it says that its shake is in.
      int home = Math.floorMod(record.bucket(), ends.size());
      putDown(home, PartitionSpill.Kind.WON, where, appendedAtMillis, value);
      return true;
    }
    if (!isWithin(latestEnds, record.partition(), record.offset())) {
      one.breach(
          AuditBreach.at(
              where,
              "packet " + record.packetId() + " of " + record.user(),
              "its shake at " + RecordPosition.ofShakes(record.partition(), record.offset()),
              "the log ends before that offset",
              TraceCommandLine.way(record.show(), record.user(), record.shakeId())));
    }
    return false;
  }

  /** A record of {@code dead-letters}. */
  void deadLetter(byte[] value, RecordPosition where) {
    try {
      DeadLetter letter = DeadLetter.decode(orEmpty(value));
      boolean isOfShakes = letter.topic().equals(Topics.SHAKES);
      if (isOfShakes && isWithin(ends, letter.partition(), letter.offset())) {
        putDown(letter.partition(), PartitionSpill.Kind.DEAD_LETTER, where, 0, value);
      } else if (!isOfShakes || !isWithin(latestEnds, letter.partition(), letter.offset())) {
        deadLetters.letter(letter, where);
      }
    } catch (MalformedRecordException e) {
      six.breach(unreadable(where, "a dead letter", e));
    }
  }

  /** Something that a phone heard. A user's shakes of a show are all in the bucket's partition. */
  void heard(ShakeEvent event) {
    events++;
    Integer buckets = bucketsOfShows.get(event.show());
    if (buckets == null) {
      outcomes.heardWithoutPlan(events, event);
      return;
    }
    int ofShake = UserHash.bucket(UserHash.of(event.user()), buckets) % ends.size();
    if (audited.contains(ofShake)) {
      spill.put(ofShake, PartitionSpill.Kind.HEARD, 0, events, 0, PhoneEventJson.encode(event));
    }
  }

  /** The next partition of {@code shakes}; its records follow. */
  void startPartition(int number) {
    partition = number;
    replay = new LogReplay(verifyingKey, sealingKey, ends.size());
    outcomes.startPartition(number, ends.get(number));
  }

  /** A record of the partition. */
  void logged(long offset, long appendedAtMillis, byte[] key, byte[] value) {
    RecordPosition position = RecordPosition.ofShakes(partition, offset);
    ReplayedRecord replayed = replay.take(partition, appendedAtMillis, key, value);
    ShowKind kind = kind(replayed);
    if (kind.isPractice()) {
      expectLetter(replayed, position, key, value);
      return;
    }
    deadLetters.read();
    if (replayed instanceof ReplayedRecord.Drawn drawn) {
      int home = drawn.shake().key().bucket() % ends.size();
      if (home == partition) {
        drawn(drawn, position, appendedAtMillis);
      } else {
        String why = "a shake of " + drawn.shake().key() + ", which lives in partition " + home;
        deadLetters.misplaced(position, why, orEmpty(key), orEmpty(value));
      }
    } else if (replayed instanceof ReplayedRecord.Controlled controlled) {
      controls.add(controlled.control(), position);
      money.drawn(controlled.moneyRecords());
      if (kind.isShadow()) {
        shadowShows.add(controlled.control().show());
      }
    }
    expectLetter(replayed, position, key, value);
  }

  /** By the terms alone: what stands in {@code show} can be written again after the show. */
  private ShowKind kind(ReplayedRecord replayed) {
    if (replayed instanceof ReplayedRecord.Drawn drawn) {
      return replay.kind(drawn.shake().key());
    }
    if (replayed instanceof ReplayedRecord.Controlled controlled) {
      ControlRecord control = controlled.control();
      return control.control() instanceof Terms terms
          ? terms.kind()
          : replay.kind(new BucketKey(control.show(), control.bucket()));
    }
    return ShowKind.LIVE;
  }

  /** Of whatever show a record is: if it cannot be used, it must be a dead letter. */
  private void expectLetter(
      ReplayedRecord replayed, RecordPosition position, byte[] key, byte[] value) {
    replayed
        .unusable()
        .ifPresent(why -> deadLetters.unusable(position, why, orEmpty(key), orEmpty(value)));
  }

  /** Holds what waits for the partition against its log, and forgets all but what was counted. */
  void endPartition() {
    spill.take(partition, this::takeBack);
    outcomes.endPartition();
    wins.endPartition();
    seeds.endPartition();
    controls.batches().forEach(envelopes::loaded);
    limits.endPartition();
    money.endPartition();
    deadLetters.endPartition();
    controls.endPartition();
    replay = null;
  }

  private void takeBack(
      PartitionSpill.Kind kind,
      int fromPartition,
      long fromOffset,
      long appendedAtMillis,
      byte[] value) {
    switch (kind) {
      case WON -> {
        WonRecord record = WonRecord.decode(value);
        RecordPosition where = new RecordPosition(Topics.PACKETS, fromPartition, fromOffset);
        wins.won(record, where);
        seeds.won(record, where);
        limits.won(record);
        takeBackMoney(value, appendedAtMillis, where);
      }
      case MONEY ->
          takeBackMoney(
              value,
              appendedAtMillis,
              new RecordPosition(Topics.PACKETS, fromPartition, fromOffset));
      case ENTRY ->
          money.entry(
              LedgerCodec.decodeEntry(value),
              new RecordPosition(Topics.LEDGER, fromPartition, fromOffset));
      case PAYOUT ->
          money.payout(
              LedgerCodec.decodeInstruction(value),
              new RecordPosition(Topics.PAYOUTS, fromPartition, fromOffset));
      case DEAD_LETTER ->
          deadLetters.letter(
              DeadLetter.decode(value),
              new RecordPosition(Topics.DEAD_LETTERS, fromPartition, fromOffset));
      case HEARD -> heardOfPartition(fromOffset, PhoneEventJson.decode(value));
    }
  }

  private void takeBackMoney(byte[] value, long appendedAtMillis, RecordPosition where) {
    if (money.isOn()) {
      try {
        money.record(MoneyCodec.decode(value), appendedAtMillis, where);
      } catch (MalformedRecordException e) {
        // A win of a packet that there cannot be; promise 3 names it.
        return;
      }
    }
  }

  /** What was found; to be asked once, at the end. */
  AuditReport report() {
    envelopes.compare(budgets.parts(), three);
    List<PromiseResult> promises =
        List.of(
            outcomes.resultOne(wins.wins()),
            outcomes.resultTwo(),
            seeds.result(isWhole()),
            limits.result(),
            money.result(),
            deadLetters.result());
    Optional<AuditReport.Part> part =
        isWhole()
            ? Optional.empty()
            : Optional.of(new AuditReport.Part(List.copyOf(audited), ends.size(), budgets.parts()));
    return new AuditReport(promises, part, changes.effects(), List.copyOf(shadowShows));
  }

  private boolean isWhole() {
    return audited.equals(ends.keySet());
  }

  private void putDown(
      int ofShake,
      PartitionSpill.Kind kind,
      RecordPosition where,
      long appendedAtMillis,
      byte[] value) {
    if (audited.contains(ofShake)) {
      spill.put(ofShake, kind, where.partition(), where.offset(), appendedAtMillis, value);
    }
  }

  private void heardOfPartition(long number, ShakeEvent event) {
    int bucket = UserHash.bucket(UserHash.of(event.user()), bucketsOfShows.get(event.show()));
    if (!replay.kind(new BucketKey(event.show(), bucket)).isPractice()) {
      outcomes.heard(number, event);
    }
  }

  private void drawn(ReplayedRecord.Drawn drawn, RecordPosition position, long appendedAtMillis) {
    outcomes.logged(drawn.shake(), position, drawn.decision());
    if (drawn.decision() instanceof DrawDecision.Decided decided) {
      wins.decided(
          drawn.shake(), position, appendedAtMillis, decided, replay.terms(drawn.shake().key()));
      changes.decided(drawn.shake(), position, decided);
    }
  }

  private static AuditBreach unreadable(
      RecordPosition where, String expected, MalformedRecordException e) {
    return AuditBreach.at(
        where,
        "record",
        expected,
        "bytes that cannot be decoded: " + e.getMessage(),
        TraceCommandLine.at(where));
  }

  private static boolean isWithin(Map<Integer, Long> ends, int partition, long offset) {
    return offset < ends.getOrDefault(partition, 0L);
  }

  private static byte[] orEmpty(byte[] bytes) {
    return bytes == null ? NO_BYTES : bytes;
  }
}
