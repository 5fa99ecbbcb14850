package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which part is broken when: as many faults of each kind for every kind of part, give or take one,
 * in an order that follows from the seed, as do the instances and the pauses. Pure.
 */
final class FaultPlan {

  /** Recoveries take some seconds: this falls into most of them. */
  private static final int MIN_OVERLAP_AFTER_MILLIS = 300;

  private static final int MAX_OVERLAP_AFTER_MILLIS = 3_000;

  /** Of the faults after the first, if any are to overlap. */
  private static final double OVERLAP_SHARE = 0.25;

  private static final int MIN_PAUSE_MILLIS = 5_000;

  private static final int MAX_PAUSE_MILLIS = 20_000;

  private static final int MIN_FULL_MILLIS = 4_000;

  private static final int MAX_FULL_MILLIS = 10_000;

  private final TortureSettings settings;
  private final Random chance;

  private FaultPlan(TortureSettings settings) {
    this.settings = settings;
    this.chance = new Random(settings.seed());
  }

  /** The faults in their order. */
  static List<Fault> of(TortureSettings settings) {
    return new FaultPlan(settings).faults();
  }

  private record Target(Kind kind, PartKind part) {}

  private List<Fault> faults() {
    List<Target> targets = new ArrayList<>();
    targets.addAll(evenly(Kind.KILL, settings.kills()));
    targets.addAll(evenly(Kind.PAUSE, settings.pauses()));
    if (settings.fullDisk()) {
      targets.add(new Target(Kind.FULL, PartKind.BROKER));
    }
    Collections.shuffle(targets, chance);
    List<Fault> faults = new ArrayList<>();
    for (Target target : targets) {
      faults.add(fault(target, faults.isEmpty()));
    }
    return List.copyOf(faults);
  }

  private List<Target> evenly(Kind kind, int count) {
    List<PartKind> parts = new ArrayList<>(settings.parts());
    Collections.sort(parts);
    // Who is hit once more, if it does not come out even, is chance too.
    Collections.shuffle(parts, chance);
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      targets.add(new Target(kind, parts.get(i % parts.size())));
    }
    return targets;
  }

  private Fault fault(Target target, boolean first) {
    int instance = 1 + chance.nextInt(settings.instances(target.part()));
    Duration lasts =
        switch (target.kind()) {
          case KILL -> Duration.ZERO;
          case PAUSE -> between(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
          case FULL -> between(MIN_FULL_MILLIS, MAX_FULL_MILLIS);
        };
    boolean overlaps = chance.nextDouble() < OVERLAP_SHARE && settings.overlap() && !first;
    int calmMillis = Math.toIntExact(settings.calm().toMillis());
    Duration after =
        overlaps
            ? between(MIN_OVERLAP_AFTER_MILLIS, MAX_OVERLAP_AFTER_MILLIS)
            : between(calmMillis / 3, calmMillis);
    return new Fault(target.kind(), target.part(), instance, lasts, after, overlaps);
  }

  private Duration between(int leastMillis, int maxMillis) {
    return Duration.ofMillis(chance.nextInt(leastMillis, maxMillis + 1));
  }
}
