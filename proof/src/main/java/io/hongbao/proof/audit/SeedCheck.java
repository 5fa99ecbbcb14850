package io.hongbao.proof.audit;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.Seed;
import io.hongbao.proof.audit.ControlRecordTable.Batch;
import io.hongbao.proof.audit.ControlRecordTable.Judgement;
import io.hongbao.proof.audit.SeedPlaces.SeedPlace;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** The first record of each packet of the partition. */
  private final Map<String, Issued> issued = new LinkedHashMap<>();

  /** Which seeds of a batch were issued. */
  private final Map<BatchKey, BitSet> taken = new HashMap<>();

  private long issuedPackets;
  private long issuedFen;

  private record Issued(WonRecord record, RecordPosition where) {}

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
    Issued first = issued.putIfAbsent(record.packetId(), new Issued(record, where));
    if (first == null) {
      issuedFen += record.amountFen();
    } else if (!isOfSameTurn(first.record(), record)) {
      breach(
          record,
          where,
          "it issued once, to " + whose(first.record()),
          "it issued to " + whose(record));
    }
  }

  private void check(Issued issue, Map<BucketKey, SeedPlaces> places) {
    WonRecord record = issue.record();
    RecordPosition where = issue.where();
    Optional<PacketId> id = PacketId.parse(record.packetId());
    Optional<Batch> batch = id.flatMap(it -> controls.batch(it.key(), it.batchNumber()));
    if (batch.isEmpty() || id.get().index() >= batch.get().seeds().seeds().size()) {
      breach(record, where, "a seed of this id in the log", "none");
      return;
    }
    PacketId seed = id.get();
    taken.computeIfAbsent(BatchKey.of(batch.get()), it -> new BitSet()).set(seed.index());
    budgets.issued(record.show(), batch.get(), record.amountFen());
    SeedPlace place =
        places
            .get(seed.key())
            .of(seed.batchNumber(), batch.get().seeds(), seed.index(), record.offset());
    compareWithSeed(record, where, seed, batch.get(), place);
    compareTimes(record, where, batch.get(), place);
  }

  /** Where the seeds of each bucket are, with regard to what was won of them before. */
  private Map<BucketKey, SeedPlaces> places() {
    Map<BucketKey, Map<Long, List<Long>>> wonOffsets = new HashMap<>();
    for (Issued issue : issued.values()) {
      PacketId.parse(issue.record().packetId())
          .ifPresent(
              id ->
                  wonOffsets
                      .computeIfAbsent(id.key(), key -> new HashMap<>())
                      .computeIfAbsent(id.batchNumber(), number -> new ArrayList<>())
                      .add(issue.record().offset()));
    }
    Map<BucketKey, SeedPlaces> places = new HashMap<>();
    wonOffsets.forEach(
        (key, offsets) ->
            places.put(key, new SeedPlaces(key.bucket(), controls.ofBucket(key), offsets)));
    return places;
  }

  private void compareWithSeed(
      WonRecord record, RecordPosition where, PacketId id, Batch batch, SeedPlace place) {
    Seed seed = batch.seeds().seeds().get(id.index());
    boolean same =
        record.show().equals(id.key().show())
            && record.bucket() == id.key().bucket()
            && record.shakeId().waveId().equals(place.waveId())
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
              place.waveId(),
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

  private void compareTimes(WonRecord record, RecordPosition where, Batch batch, SeedPlace place) {
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
            judgement.get().schedule().opensAtMillis() + place.releaseOffsetMillis(),
            batch.seeds().countsFromMillis());
    if (judgement.get().isPaused()) {
      breach(record, where, "a turn that starts outside of pauses", "one that starts in a pause");
    }
    if (startsAtMillis < releasedAtMillis || record.offset() < batch.fromOffset()) {
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

  /** Checks what was won of a partition's seeds, counts what is left, and forgets them. */
  void endPartition() {
    Map<BucketKey, SeedPlaces> places = places();
    issued.values().forEach(issue -> check(issue, places));
    for (Batch batch : controls.batches()) {
      BitSet issuedOfBatch = taken.getOrDefault(BatchKey.of(batch), new BitSet());
      for (int index = 0; index < batch.seeds().seeds().size(); index++) {
        if (!issuedOfBatch.get(index)) {
          budgets.left(batch, batch.seeds().seeds().get(index).amountFen());
        }
      }
    }
    controls.forEachBucket((key, ofBucket) -> budgets.inForce(key.show(), ofBucket.plansInForce()));
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
