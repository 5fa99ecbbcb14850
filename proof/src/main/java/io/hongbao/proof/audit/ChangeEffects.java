package io.hongbao.proof.audit;

import io.hongbao.domain.draw.DrawDecision.Change;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.SeedPosition;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.wire.records.ShakeRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which turns the changes affected that operators made while a show ran: those that started in a
 * pause, those that won added stock, and those that won what only raised limits allow. Shows from
 * when to when each change counted; breaks no promise.
 */
final class ChangeEffects {

  private final ControlRecordTable controls;
  private final Map<Key, Affected> changes =
      new TreeMap<>(
          Comparator.comparing(Key::show)
              .thenComparingLong(Key::fromMillis)
              .thenComparing(Key::what));

  private record Key(String show, long fromMillis, String what) {}

  private static final class Affected {
    long turns;
    AuditReport.Turn first;
    AuditReport.Turn last;
  }

  ChangeEffects(ControlRecordTable controls) {
    this.controls = controls;
  }

  /** A shake was decided by drawing again; only a first decision of a passing turn matters. */
  void decided(ShakeRecord shake, RecordPosition position, Decided decided) {
    if (decided.change().isEmpty()) {
      return;
    }
    BucketControls bucket = controls.ofBucket(shake.key());
    Optional<Terms> terms = bucket.termsAt(position.offset());
    terms
        .flatMap(inForce -> inForce.wave(shake.shakeId().waveId()))
        .map(wave -> turn(shake, position, wave.schedule()))
        .ifPresent(
            turn -> {
              if (!decided.outcome().equals(Outcome.LIMITED_USER)) {
                paused(bucket, shake.key().show(), turn);
              }
              won(bucket, terms.get(), shake.key().show(), turn, decided.change().get());
            });
  }

  private void paused(BucketControls bucket, String show, AuditReport.Turn turn) {
    String wave = turn.shakeId().waveId();
    bucket
        .pause(wave, turn.startsAtMillis(), turn.at().offset())
        .ifPresent(pause -> affect(new Key(show, pause.atMillis(), "pause of wave " + wave), turn));
  }

  private void won(
      BucketControls bucket, Terms terms, String show, AuditReport.Turn turn, Change change) {
    if (change.taken().isEmpty()) {
      return;
    }
    SeedPosition seed = change.taken().get();
    addedStock(bucket, seed)
        .map(batch -> new Key(show, batch.countsFromMillis(), describe(batch)))
        .ifPresent(stock -> affect(stock, turn));
    raisedLimit(terms, turn.startsAtMillis(), change.tallyAfter(), seed.enterpriseId())
        .map(limit -> new Key(show, limit.countsFromMillis(), describe(limit)))
        .ifPresent(limit -> affect(limit, turn));
  }

  /** Every change that affected a turn, by show and instant. */
  List<AuditReport.ChangeEffect> effects() {
    return changes.entrySet().stream()
        .map(
            entry ->
                new AuditReport.ChangeEffect(
                    entry.getKey().show(),
                    entry.getKey().what(),
                    entry.getKey().fromMillis(),
                    entry.getValue().turns,
                    entry.getValue().first,
                    entry.getValue().last))
        .toList();
  }

  private static AuditReport.Turn turn(
      ShakeRecord shake, RecordPosition position, WaveSchedule schedule) {
    return new AuditReport.Turn(
        shake.shakeId(),
        shake.user(),
        schedule.turnStartsAtMillis(shake.shakeId().turn(), UserHash.of(shake.user())),
        position);
  }

  private void affect(Key change, AuditReport.Turn turn) {
    Affected affected = changes.computeIfAbsent(change, unknown -> new Affected());
    affected.turns++;
    if (affected.first == null || turn.startsAtMillis() < affected.first.startsAtMillis()) {
      affected.first = turn;
    }
    if (affected.last == null || turn.startsAtMillis() > affected.last.startsAtMillis()) {
      affected.last = turn;
    }
  }

  /** The batch of a seed, if it came for a wave that may have been open. */
  private static Optional<SeedBatch> addedStock(BucketControls bucket, SeedPosition seed) {
    return bucket
        .batch(seed.batchNumber())
        .map(batch -> (SeedBatch) batch.value().control().control())
        .filter(batch -> batch.countsFromMillis() > 0);
  }

  /** The change of limits without which a packet could not have been won. */
  private static Optional<LimitChange> raisedLimit(
      Terms terms, long startsAtMillis, UserTally after, String enterpriseId) {
    LimitChange before = null;
    LimitChange current = null;
    for (LimitChange change : terms.limitChanges()) {
      if (change.countsFromMillis() <= startsAtMillis) {
        before = current;
        current = change;
      }
    }
    if (before == null) {
      return Optional.empty();
    }
    Limits limits = before.limits();
    boolean wasAllowed =
        after.packets() <= limits.packetsPerUser()
            && after.packetsOf(enterpriseId) <= limits.packetsPerUserAndEnterprise();
    return wasAllowed ? Optional.empty() : Optional.of(current);
  }

  private static String describe(SeedBatch batch) {
    return "stock of " + batch.enterpriseId() + " added to wave " + batch.waveId();
  }

  private static String describe(LimitChange change) {
    return String.format(
        Locale.ROOT,
        "limits raised to %d a user, %d an enterprise",
        change.limits().packetsPerUser(),
        change.limits().packetsPerUserAndEnterprise());
  }
}
