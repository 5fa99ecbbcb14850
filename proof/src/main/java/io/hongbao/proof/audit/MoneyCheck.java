package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.Ledger;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketIds;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketTotals;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Promise 5: packets are decided again from {@code packets} alone, and {@code ledger} and {@code
 * payouts} are held against what comes out, each once.
 *
 * <p>All topics are written on while they are read. What follows from a record that the packets job
 * had passed before {@code ledger} and {@code payouts} were read must stand there. What stands
 * there must follow from some record of {@code packets}, which is read further than those.
 *
 * <p>Of each partition first what drawing again says, then {@code packets}, then the others. A
 * batch and its packets belong to the partition of their bucket.
 */
final class MoneyCheck {

  private static final String LEDGER_OF_PACKETS = "what packets says, decided again";

  private final BreachCollector breaches;
  private final PacketEngine engine = new PacketEngine();

  /** Ends of {@code packets} that the packets job had passed; empty if it has never run. */
  private Map<Integer, Long> passed = Map.of();

  private final Map<String, PacketState> packets = new HashMap<>();

  /** As the records before {@link #passed} left them. */
  private final Map<String, PacketState> passedPackets = new HashMap<>();

  private final Map<String, BatchState> batches = new HashMap<>();
  private final Map<String, Decided<LedgerEntry>> entries = new LinkedHashMap<>();
  private final Map<String, Decided<PayoutInstruction>> payouts = new LinkedHashMap<>();

  /** What the payment system said of each key that it paid. */
  private final Map<String, String> references = new HashMap<>();

  /** By drawing again. */
  private final Map<BatchRecordKey, BatchRecord> drawn = new HashMap<>();

  private final Set<String> found = new HashSet<>();
  private boolean isSound = true;

  private PacketTotals totals = PacketTotals.NONE;
  private long packetsDecided;
  private long entriesRead;
  private long payoutsRead;

  /**
   * What a record made.
   *
   * @param isPassed whether the packets job must have written it
   */
  private record Decided<T>(T value, RecordPosition by, boolean isPassed) {}

  private record BatchRecordKey(String batchId, Class<? extends BatchRecord> kind) {

    static BatchRecordKey of(BatchRecord record) {
      return new BatchRecordKey(record.batchId(), record.getClass());
    }
  }

  MoneyCheck(BreachCollector breaches) {
    this.breaches = breaches;
  }

  /** The partition of {@code shakes} that a batch and its packets belong to. */
  static int home(MoneyRecord record, int partitions) {
    return record instanceof PacketRecord ofPacket
        ? homeOfBatch(PacketIds.batchId(ofPacket.packetId()), partitions)
        : homeOfBatch(((BatchRecord) record).batchId(), partitions);
  }

  /** The same of the batch of an entry, {@code SHOW.BUCKET.BATCH}. */
  static int homeOfBatch(String batchId, int partitions) {
    String bucket = batchId.substring(batchId.indexOf('.') + 1, batchId.lastIndexOf('.'));
    return (int) Long.remainderUnsigned(Long.parseUnsignedLong(bucket), partitions);
  }

  /**
   * There is a packets job. Nothing is checked unless this was said.
   *
   * @param ends of {@code packets} that it had passed before the other topics were read
   */
  void passed(Map<Integer, Long> ends) {
    passed = Map.copyOf(ends);
  }

  boolean isOn() {
    return !passed.isEmpty();
  }

  /** What drawing the partition again says of the money of batches. */
  void drawn(List<BatchRecord> records) {
    records.forEach(record -> drawn.put(BatchRecordKey.of(record), record));
  }

  /** A record of {@code packets}, each packet's in the order of its partition. */
  void record(MoneyRecord record, long appendedAtMillis, RecordPosition where) {
    boolean isPassed = where.offset() < passed.getOrDefault(where.partition(), 0L);
    if (record instanceof PacketRecord ofPacket) {
      packet(ofPacket, appendedAtMillis, where, isPassed);
    } else {
      batch((BatchRecord) record, where, isPassed);
    }
  }

  private void packet(
      PacketRecord record, long appendedAtMillis, RecordPosition where, boolean isPassed) {
    PacketState before = packets.getOrDefault(record.packetId(), PacketState.UNKNOWN);
    PacketDecision decision = engine.decide(before, record, appendedAtMillis);
    packets.put(record.packetId(), decision.after());
    if (isPassed) {
      passedPackets.put(record.packetId(), decision.after());
    }
    keep(decision.entries(), where, isPassed);
    decision
        .instructions()
        .forEach(it -> payouts.put(it.key(), new Decided<>(it, where, isPassed)));
    if (record instanceof Paid paid) {
      paid(paid, decision.effect(), where);
    }
  }

  private void paid(Paid paid, Effect effect, RecordPosition where) {
    String key = new ShareStep(paid.packetId(), paid.share(), paid.step()).toString();
    String known = references.putIfAbsent(key, paid.reference());
    if (effect == Effect.REFUSED) {
      breach(where, "payout " + key, "no payment, for it was not to be paid", "it was paid");
    } else if (known != null && !known.equals(paid.reference())) {
      breach(
          where,
          "payout " + key,
          "one payment, by reference '" + known + "'",
          "another one, by reference '" + paid.reference() + "'");
    }
  }

  private void batch(BatchRecord record, RecordPosition where, boolean isPassed) {
    BatchState.Decision decision =
        batches.getOrDefault(record.batchId(), BatchState.UNKNOWN).decide(record);
    batches.put(record.batchId(), decision.after());
    keep(decision.entries(), where, isPassed);
    BatchRecord expected = drawn.get(BatchRecordKey.of(record));
    if (expected != null && !expected.equals(record)) {
      breach(
          where, "batch " + record.batchId(), expected + ", by drawing again", record.toString());
    }
  }

  private void keep(List<LedgerEntry> made, RecordPosition where, boolean isPassed) {
    made.forEach(entry -> entries.put(entry.id(), new Decided<>(entry, where, isPassed)));
  }

  /** A record of {@code ledger}. */
  void entry(LedgerEntry entry, RecordPosition where) {
    entriesRead++;
    compare("entry " + entry.id(), entry, entries.get(entry.id()), where);
    found.add(entry.id());
  }

  /** A record of {@code payouts}. */
  void payout(PayoutInstruction instruction, RecordPosition where) {
    payoutsRead++;
    compare("payout " + instruction.key(), instruction, payouts.get(instruction.key()), where);
    found.add(instruction.key());
  }

  private <T> void compare(String what, T logged, Decided<T> decided, RecordPosition where) {
    if (decided == null) {
      breach(where, what, "none, by " + LEDGER_OF_PACKETS, logged.toString());
    } else if (!decided.value().equals(logged)) {
      breach(where, what, decided.value() + ", by " + decided.by(), logged.toString());
    }
  }

  /** Looks for what is missing of a partition, counts it and forgets it. */
  void endPartition() {
    entries.forEach((id, decided) -> requireFound("ledger", id, decided));
    payouts.forEach((key, decided) -> requireFound("payouts", key, decided));
    if (isSound) {
      compareSums();
    }
    passedPackets.values().forEach(state -> totals = totals.plus(PacketTotals.of(state)));
    packetsDecided += passedPackets.values().stream().filter(it -> it.won().isPresent()).count();
    packets.clear();
    passedPackets.clear();
    batches.clear();
    entries.clear();
    payouts.clear();
    references.clear();
    drawn.clear();
    found.clear();
    isSound = true;
  }

  private void requireFound(String topic, String id, Decided<?> decided) {
    if (decided.isPassed() && !found.contains(id)) {
      breach(decided.by(), id, "a record in " + topic + ": " + decided.value(), "none");
    }
  }

  /** Where each entry is there and right, sums are wrong only if the records themselves are. */
  private void compareSums() {
    Ledger ledger = new Ledger();
    entries.values().stream().filter(Decided::isPassed).forEach(it -> ledger.add(it.value()));
    Map<String, PacketTotals> ofBatches = new HashMap<>();
    passedPackets.forEach(
        (id, state) ->
            ofBatches.merge(PacketIds.batchId(id), PacketTotals.of(state), PacketTotals::plus));
    ledger.problems().forEach(this::breach);
    ledger.differences(ofBatches).forEach(this::breach);
  }

  private void breach(RecordPosition where, String what, String expected, String isFound) {
    isSound = false;
    breaches.breach(AuditBreach.at(where, what, expected, isFound, TraceCommandLine.at(where)));
  }

  private void breach(String difference) {
    breaches.breach(
        new AuditBreach(
            Optional.empty(),
            "ledger",
            "accounts as packets stand",
            difference,
            "./hongbao reconcile"));
  }

  PromiseResult result() {
    if (!isOn()) {
      return breaches.result(0, "no packets job has run");
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%,d packets for %s yuan: %s unclaimed, %s claimed, %s held, %s paid, %s given back;"
                + " %,d entries, %,d payouts",
            packetsDecided,
            Yuan.format(totals.issuedFen()),
            Yuan.format(totals.unclaimedFen()),
            Yuan.format(totals.claimedFen()),
            Yuan.format(totals.heldFen()),
            Yuan.format(totals.paidFen()),
            Yuan.format(totals.expiredFen() + totals.returnedFen()),
            entriesRead,
            payoutsRead);
    return breaches.result(packetsDecided, counts);
  }
}
