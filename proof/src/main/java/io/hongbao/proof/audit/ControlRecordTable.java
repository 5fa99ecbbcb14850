package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowEnd;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.WonRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control records as they stand in the log, for checks that count by themselves. Of each show,
 * bucket and number the first counts.
 */
final class ControlRecordTable {

  private final Map<BucketKey, TreeMap<Long, Entry>> entries = new HashMap<>();

  /** Terms are the same in every bucket: kept once. */
  private final Map<Terms, Terms> terms = new HashMap<>();

  private record Entry(ControlRecord control, RecordPosition position) {}

  /** A batch and where it stands. */
  record Batch(ControlRecord control, SeedBatch seeds, RecordPosition position) {}

  /**
   * By what a packet's turn is judged.
   *
   * @param startsAtMillis the start of the turn
   */
  record Judgement(Terms terms, WaveSchedule schedule, boolean hasTurn, long startsAtMillis) {}

  /** Takes a record whose signature was checked, in log order. */
  void add(ControlRecord control, RecordPosition position) {
    TreeMap<Long, Entry> ofBucket =
        entries.computeIfAbsent(
            new BucketKey(control.show(), control.bucket()), key -> new TreeMap<>());
    boolean ended =
        !ofBucket.isEmpty()
            && ofBucket.lastEntry().getValue().control().control() instanceof ShowEnd;
    if (!ended || control.number() < ofBucket.lastKey()) {
      ofBucket.putIfAbsent(control.number(), new Entry(withKeptTerms(control), position));
    }
  }

  /** Forgets the records of a partition: no bucket has some in another. */
  void endPartition() {
    entries.clear();
  }

  /** The batch that a packet's id names. */
  Optional<Batch> batch(BucketKey key, long number) {
    Entry entry = entries.getOrDefault(key, new TreeMap<>()).get(number);
    return entry == null ? Optional.empty() : asBatch(entry);
  }

  /** Every batch of every show. */
  Collection<Batch> batches() {
    return entries.values().stream()
        .flatMap(ofBucket -> ofBucket.values().stream())
        .flatMap(entry -> asBatch(entry).stream())
        .toList();
  }

  /** By what a packet was to be given: the last terms that stand before its shake. */
  Optional<Judgement> judgement(WonRecord won) {
    TreeMap<Long, Entry> ofBucket =
        entries.getOrDefault(new BucketKey(won.show(), won.bucket()), new TreeMap<>());
    for (Entry entry : ofBucket.descendingMap().values()) {
      if (entry.control().control() instanceof Terms inForce
          && entry.position().offset() < won.offset()) {
        return inForce
            .wave(won.shakeId().waveId())
            .map(wave -> judge(won, inForce, wave.schedule()));
      }
    }
    return Optional.empty();
  }

  private static Judgement judge(WonRecord won, Terms inForce, WaveSchedule schedule) {
    long userHash = UserHash.of(won.user());
    int turn = won.shakeId().turn();
    return new Judgement(
        inForce,
        schedule,
        schedule.hasTurn(turn, userHash),
        schedule.turnStartsAtMillis(turn, userHash));
  }

  private static Optional<Batch> asBatch(Entry entry) {
    return entry.control().control() instanceof SeedBatch seeds
        ? Optional.of(new Batch(entry.control(), seeds, entry.position()))
        : Optional.empty();
  }

  private ControlRecord withKeptTerms(ControlRecord control) {
    if (!(control.control() instanceof Terms read)) {
      return control;
    }
    return new ControlRecord(
        control.show(),
        control.bucket(),
        control.number(),
        control.fingerprint(),
        terms.computeIfAbsent(read, it -> it));
  }
}
