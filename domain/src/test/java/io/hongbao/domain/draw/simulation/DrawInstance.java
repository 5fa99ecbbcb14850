package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Controlled;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The draw job without Flink: state by bucket, buckets on the heap made from it at first touch,
 * checkpoints and crashes. Its steps are methods of their own so that a fault can be planted in
 * one.
 */
public class DrawInstance {

  /** A consistent copy of an instance's state and of how far it has read. */
  public record Checkpoint(List<Integer> offsets, Map<BucketName, KeyedState> states) {}

  private final DrawEngine engine;
  private final Map<BucketName, Bucket> buckets = new HashMap<>();
  private final Map<BucketName, KeyedState> states = new HashMap<>();
  private final int[] offsets;
  private SeededRandom restoreDice = new SeededRandom(0);

  public DrawInstance(DrawEngine engine, int partitions) {
    this.engine = engine;
    this.offsets = new int[partitions];
  }

  /** The offset of the next entry of a partition. */
  public int offset(int partition) {
    return offsets[partition];
  }

  public KeyedState state(BucketName name) {
    return states.computeIfAbsent(name, unknown -> new KeyedState());
  }

  public Bucket bucket(BucketName name) {
    return buckets.computeIfAbsent(name, this::comeBack);
  }

  public Checkpoint checkpoint() {
    return new Checkpoint(IntStream.of(offsets).boxed().toList(), copy(states));
  }

  /** Takes over a checkpoint; kept records come back in any order. */
  public void restore(Checkpoint checkpoint, SeededRandom dice) {
    buckets.clear();
    states.clear();
    states.putAll(copy(checkpoint.states()));
    Arrays.setAll(offsets, checkpoint.offsets()::get);
    restoreDice = dice;
  }

  /** Reads the next entry of a partition; empty for a control record. */
  public final Optional<DrawDecision> read(SimulatedLogEntry entry) {
    offsets[entry.partition()]++;
    BucketName name = entry.bucket();
    if (entry instanceof Controlled controlled) {
      takeControl(name, controlled.control());
      return Optional.empty();
    }
    Shake shake = ((Shaken) entry).shake();
    DrawDecision decision = decide(name, shake);
    if (decision instanceof Decided decided) {
      keep(name, shake, decided);
    }
    return Optional.of(decision);
  }

  protected ControlEffect takeControl(BucketName name, ControlRecord record) {
    Bucket bucket = bucket(name);
    KeyedState state = state(name);
    long appliedBefore = bucket.appliedUpTo();
    ControlEffect effect = bucket.apply(record);
    if (effect == ControlEffect.KEPT || effect == ControlEffect.REFUSED) {
      state.controls.put(record.number(), record);
      for (long number = appliedBefore + 1; number <= bucket.appliedUpTo(); number++) {
        long applied = number;
        bucket.carry(number).ifPresent(taken -> state.carries.put(applied, taken));
      }
    } else if (effect == ControlEffect.ENDED) {
      ControlRecord end = state.controls.getOrDefault(bucket.appliedUpTo(), record);
      state.keepOnly(end);
    }
    return effect;
  }

  protected DrawDecision decide(BucketName name, Shake shake) {
    return bucket(name).decide(shake, state(name)::tally);
  }

  protected void keep(BucketName name, Shake shake, Decided decided) {
    bucket(name).accept(decided);
    KeyedState state = state(name);
    decided
        .change()
        .ifPresent(
            change -> {
              state.tallies.put(shake.user(), change.tallyAfter());
              change
                  .taken()
                  .ifPresent(seed -> state.seedsTaken.put(seed.batchNumber(), seed.index() + 1));
            });
  }

  protected Bucket comeBack(BucketName name) {
    Bucket bucket = new Bucket(name.show(), name.bucket(), engine);
    KeyedState state = state(name);
    if (state.ended) {
      bucket.restoreEnd(state.controls.values().iterator().next());
      return bucket;
    }
    state.carries.forEach(bucket::restoreCarry);
    List<ControlRecord> kept = new ArrayList<>(state.controls.values());
    Collections.shuffle(kept, restoreDice.random());
    kept.forEach(bucket::restore);
    state.seedsTaken.forEach(bucket::restoreSeedsTaken);
    return bucket;
  }

  /** Drops a bucket from the heap, so that it comes back from its state. */
  protected final void forget(BucketName name) {
    buckets.remove(name);
  }

  protected final DrawEngine engine() {
    return engine;
  }

  private static Map<BucketName, KeyedState> copy(Map<BucketName, KeyedState> states) {
    Map<BucketName, KeyedState> copy = new HashMap<>();
    states.forEach((name, state) -> copy.put(name, state.copy()));
    return copy;
  }
}
