package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.WonRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The control records as they stand in the log, for checks that count by themselves. Of each show,
 * bucket and number the first counts.
 */
final class ControlRecordTable {

  private final Map<BucketKey, BucketControls> buckets = new HashMap<>();

  /** Terms are the same in every bucket: kept once. */
  private final Map<Terms, Terms> terms = new HashMap<>();

  /**
   * A batch and where it stands.
   *
   * @param fromOffset behind which its seeds count
   */
  record Batch(ControlRecord control, SeedBatch seeds, RecordPosition position, long fromOffset) {

    static Batch of(BucketControls.InForce<BucketControls.Entry> batch) {
      BucketControls.Entry entry = batch.value();
      return new Batch(
          entry.control(),
          (SeedBatch) entry.control().control(),
          entry.position(),
          batch.fromOffset());
    }
  }

  /**
   * By what a packet's turn is judged.
   *
   * @param startsAtMillis the start of the turn
   * @param isPaused whether it starts in a pause
   */
  record Judgement(
      Terms terms, WaveSchedule schedule, boolean hasTurn, long startsAtMillis, boolean isPaused) {}

  /** Takes a record whose signature was checked, in log order. */
  void add(ControlRecord control, RecordPosition position) {
    buckets
        .computeIfAbsent(
            new BucketKey(control.show(), control.bucket()), key -> new BucketControls())
        .add(withKeptTerms(control), position);
  }

  /** Forgets the records of a partition: no bucket has some in another. */
  void endPartition() {
    buckets.clear();
  }

  /** The records of a bucket; none if it has none. */
  BucketControls ofBucket(BucketKey key) {
    return buckets.getOrDefault(key, new BucketControls());
  }

  /** Hands over the records of every bucket that has some. */
  void forEachBucket(BiConsumer<BucketKey, BucketControls> taker) {
    buckets.forEach(taker);
  }

  /** The batch that a packet's id names, if its plan is in force. */
  Optional<Batch> batch(BucketKey key, long number) {
    return ofBucket(key).batch(number).map(Batch::of);
  }

  /** Every batch in force of every show. */
  Collection<Batch> batches() {
    return buckets.values().stream()
        .flatMap(ofBucket -> ofBucket.batches().stream())
        .map(Batch::of)
        .toList();
  }

  /** By what a packet was to be given: the last terms that are in force before its shake. */
  Optional<Judgement> judgement(WonRecord won) {
    BucketControls controls = ofBucket(new BucketKey(won.show(), won.bucket()));
    return controls
        .termsAt(won.offset())
        .flatMap(
            inForce ->
                inForce
                    .wave(won.shakeId().waveId())
                    .map(wave -> judge(won, inForce, wave.schedule(), controls)));
  }

  private static Judgement judge(
      WonRecord won, Terms inForce, WaveSchedule schedule, BucketControls controls) {
    long userHash = UserHash.of(won.user());
    int turn = won.shakeId().turn();
    long startsAtMillis = schedule.turnStartsAtMillis(turn, userHash);
    return new Judgement(
        inForce,
        schedule,
        schedule.hasTurn(turn, userHash),
        startsAtMillis,
        controls.pause(schedule.id(), startsAtMillis, won.offset()).isPresent());
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
