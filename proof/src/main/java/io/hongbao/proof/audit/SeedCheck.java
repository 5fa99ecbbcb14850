package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.Seed;
import io.hongbao.proof.audit.ControlRecordTable.Batch;
import io.hongbao.proof.audit.ControlRecordTable.Judgement;
import io.hongbao.wire.records.WonRecord;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Promise 3, counted from {@code packets} and the seeds in the log alone: a seed is issued at most
 * once, for what it is worth, never before its release, and issued + left = budget.
 */
final class SeedCheck {

  /** How much earlier than its turn a shake may be appended and win. */
  private static final long EARLIEST_MILLIS = 250;

  private final BreachCollector breaches;
  private final ControlRecordTable controls;
  private final BudgetCheck budgets;

  /** The first record of each packet. */
  private final Map<String, WonRecord> issued = new HashMap<>();

  /** Which seeds of a batch were issued. */
  private final Map<BatchKey, BitSet> taken = new HashMap<>();

  private long issuedPackets;
  private long issuedFen;

  private record BatchKey(String show, int bucket, long number) {

    static BatchKey of(Batch batch) {
      return new BatchKey(
          batch.control().show(), batch.control().bucket(), batch.control().number());
    }
  }

  SeedCheck(BreachCollector breaches, ControlRecordTable controls, BudgetCheck budgets) {
    this.breaches = breaches;
    this.controls = controls;
    this.budgets = budgets;
  }

  /** A record of {@code packets} about a shake within the audited part of the log. */
  void won(WonRecord record, RecordPosition where) {
    WonRecord first = issued.putIfAbsent(record.packetId(), record);
    if (first != null) {
      if (!isOfSameTurn(first, record)) {
        breach(
            record, where, "it issued once, to " + whose(first), "it issued to " + whose(record));
      }
      return;
    }
    issuedFen += record.amountFen();
    Optional<PacketId> id = PacketId.parse(record.packetId());
    Optional<Batch> batch = id.flatMap(it -> controls.batch(it.key(), it.batchNumber()));
    if (batch.isEmpty() || id.get().index() >= batch.get().seeds().seeds().size()) {
      breach(record, where, "a seed of this id in the log", "none");
      return;
    }
    taken.computeIfAbsent(BatchKey.of(batch.get()), it -> new BitSet()).set(id.get().index());
    budgets.issued(record.show(), batch.get(), record.amountFen());
    compareWithSeed(record, where, id.get(), batch.get());
    compareTimes(record, where, batch.get(), batch.get().seeds().seeds().get(id.get().index()));
  }

  private void compareWithSeed(WonRecord record, RecordPosition where, PacketId id, Batch batch) {
    Seed seed = batch.seeds().seeds().get(id.index());
    boolean same =
        record.show().equals(id.key().show())
            && record.bucket() == id.key().bucket()
            && record.shakeId().waveId().equals(batch.seeds().waveId())
            && record.enterpriseId().equals(batch.seeds().enterpriseId())
            && record.amountFen() == seed.amountFen();
    if (!same) {
      breach(
          record,
          where,
          String.format(
              Locale.ROOT,
              "%d fen of %s in wave %s of %s, as its seed at %s",
              seed.amountFen(),
              batch.seeds().enterpriseId(),
              batch.seeds().waveId(),
              id.key().show() + "/" + id.key().bucket(),
              batch.position()),
          String.format(
              Locale.ROOT,
              "%d fen of %s in wave %s of %s",
              record.amountFen(),
              record.enterpriseId(),
              record.shakeId().waveId(),
              record.show() + "/" + record.bucket()));
    }
  }

  private void compareTimes(WonRecord record, RecordPosition where, Batch batch, Seed seed) {
    Optional<Judgement> judgement = controls.judgement(record);
    if (judgement.isEmpty() || !judgement.get().hasTurn()) {
      breach(
          record,
          where,
          "a turn of the terms in force at "
              + RecordPosition.ofShakes(record.partition(), record.offset()),
          "turn " + record.shakeId() + ", which they do not have");
      return;
    }
    long startsAtMillis = judgement.get().startsAtMillis();
    long releasedAtMillis =
        Math.max(
            judgement.get().schedule().opensAtMillis() + seed.releaseOffsetMillis(),
            batch.seeds().countsFromMillis());
    if (startsAtMillis < releasedAtMillis || record.offset() < batch.position().offset()) {
      breach(
          record,
          where,
          "a turn and shake behind the release of its seed at " + batch.position(),
          String.format(
              Locale.ROOT,
              "a turn that starts %d ms before it, shake at %s",
              releasedAtMillis - startsAtMillis,
              RecordPosition.ofShakes(record.partition(), record.offset())));
    }
    if (record.appendedAtMillis() < startsAtMillis - EARLIEST_MILLIS) {
      breach(
          record,
          where,
          "a shake appended at most " + EARLIEST_MILLIS + " ms before its turn",
          String.format(
              Locale.ROOT,
              "one appended %d ms before it",
              startsAtMillis - record.appendedAtMillis()));
    }
  }

  private void breach(WonRecord record, RecordPosition where, String expected, String found) {
    breaches.breach(
        AuditBreach.at(
            where,
            "packet " + record.packetId() + " of " + whose(record),
            expected,
            found,
            TraceCommandLine.way(record.show(), record.user(), record.shakeId())));
  }

  private static String whose(WonRecord record) {
    return record.user() + ", shake " + record.shakeId();
  }

  /** Counts what is left of a partition's seeds and forgets them. */
  void endPartition() {
    for (Batch batch : controls.batches()) {
      BitSet issuedOfBatch = taken.getOrDefault(BatchKey.of(batch), new BitSet());
      for (int index = 0; index < batch.seeds().seeds().size(); index++) {
        if (!issuedOfBatch.get(index)) {
          budgets.left(batch, batch.seeds().seeds().get(index).amountFen());
        }
      }
    }
    issuedPackets += issued.size();
    issued.clear();
    taken.clear();
  }

  /**
   * What was found.
   *
   * @param isWhole whether every partition was audited
   */
  PromiseResult result(boolean isWhole) {
    BudgetCheck.Sums sums = budgets.compare(breaches, isWhole);
    String counts =
        String.format(
            Locale.ROOT,
            "%,d packets issued for %s yuan, %,d seeds left for %s, %,d pools",
            issuedPackets,
            Yuan.format(issuedFen),
            sums.leftPackets(),
            Yuan.format(sums.leftFen()),
            sums.pools());
    return breaches.result(issuedPackets + sums.pools(), counts);
  }

  private static boolean isOfSameTurn(WonRecord one, WonRecord other) {
    return one.show().equals(other.show())
        && one.user().equals(other.user())
        && one.shakeId().equals(other.shakeId());
  }
}
