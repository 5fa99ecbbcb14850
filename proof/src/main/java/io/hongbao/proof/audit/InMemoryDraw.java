package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ShakeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the log again: the draw job's work on a heap, without Flink. */
final class InMemoryDraw {

  private final DrawEngine engine = new DrawEngine();
  private final Map<BucketKey, Place> places = new HashMap<>();

  /** A bucket and the tallies of its users who had a passing turn. */
  private static final class Place {
    final Bucket bucket;
    final Map<String, UserTally> tallies = new HashMap<>();

    Place(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /** Takes a control record whose signature was checked. */
  ControlEffect apply(ControlRecord control) {
    Place place =
        places.computeIfAbsent(new BucketKey(control.show(), control.bucket()), this::emptyPlace);
    ControlEffect effect = place.bucket.apply(control);
    if (effect == ControlEffect.ENDED) {
      place.tallies.clear();
    }
    return effect;
  }

  /** Why what a record just put in force changes nothing. */
  List<String> refusals(ControlRecord control) {
    return place(new BucketKey(control.show(), control.bucket())).bucket.refusals();
  }

  /** What a record just put in force says of the money of batches. */
  List<BatchRecord> moneyRecords(ControlRecord control) {
    return place(new BucketKey(control.show(), control.bucket())).bucket.moneyRecords();
  }

  /** What the show of a bucket is played for, see {@link Bucket#kind}. */
  ShowKind kind(BucketKey key) {
    return place(key).bucket.kind();
  }

  /** The terms of a bucket, see {@link Bucket#terms}. */
  Optional<Terms> terms(BucketKey key) {
    return place(key).bucket.terms();
  }

  /** Says what a shake gets; changes nothing until {@link #keep}. */
  DrawDecision decide(ShakeRecord shake, int partition, long appendedAtMillis) {
    Place place = place(shake.key());
    return place.bucket.decide(
        shake.toShake(partition, appendedAtMillis),
        user -> place.tallies.getOrDefault(user, UserTally.EMPTY));
  }

  /** Keeps what a decision changes. */
  void keep(ShakeRecord shake, DrawDecision decision) {
    if (decision instanceof DrawDecision.Decided decided && decided.change().isPresent()) {
      Place place = place(shake.key());
      place.bucket.accept(decided);
      place.tallies.put(shake.user(), decided.change().get().tallyAfter());
    }
  }

  /** A bucket without control records is not kept: whoever makes up keys must not fill the heap. */
  private Place place(BucketKey key) {
    Place known = places.get(key);
    return known != null ? known : emptyPlace(key);
  }

  private Place emptyPlace(BucketKey key) {
    return new Place(new Bucket(key.show(), key.bucket(), engine));
  }
}
