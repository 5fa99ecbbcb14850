package io.hongbao.rules.signal;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.window.SliceWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which signals are computed, each once, and from which slices. Immutable.
 *
 * <p>A signal's index is its place in every signal vector's values.
 */
public final class SignalPlan {

  /**
   * How a signal is read.
   *
   * @param sliceSpec its place among the grouping's slice specs
   */
  record Reading(int index, Signal signal, int sliceSpec) {}

  /**
   * A list that a counter hands on to its users: of those who share its key.
   *
   * @param sliceSpec its place among the grouping's slice specs
   * @param place among the lists that a signal vector carries, and among the slice specs of {@link
   *     Grouping#NEIGHBOURS}
   */
  record HandOver(int sliceSpec, int place) {}

  /** What one counter keeps, reads and hands on. */
  record Share(List<SliceSpec> sliceSpecs, List<Reading> readings, List<HandOver> handOvers) {}

  private static final long[] NOBODY = {};

  private final List<Signal> signals;
  private final Map<Signal, Integer> indexes = new LinkedHashMap<>();
  private final Map<Grouping, Share> shares = new EnumMap<>(Grouping.class);
  private final double[] ofNothing;

  private SignalPlan(List<Signal> signals) {
    this.signals = signals;
    this.ofNothing = signals.stream().mapToDouble(s -> s.aggregate().ofNothing()).toArray();
    for (int i = 0; i < signals.size(); i++) {
      indexes.put(signals.get(i), i);
    }
    Share neighbours = share(Grouping.NEIGHBOURS, List.of());
    for (Grouping by : Grouping.values()) {
      shares.put(by, share(by, neighbours.sliceSpecs()));
    }
  }

  /** A plan for signals; equal ones count once. */
  public static SignalPlan of(Iterable<Signal> signals) {
    LinkedHashMap<Signal, Boolean> distinct = new LinkedHashMap<>();
    signals.forEach(signal -> distinct.put(signal, true));
    return new SignalPlan(List.copyOf(distinct.keySet()));
  }

  /** A device and an address remember their users as long as the users remember each other. */
  private Share share(Grouping by, List<SliceSpec> ofNeighbours) {
    List<SliceSpec> sliceSpecs = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      if (signal.by() == by) {
        readings.add(new Reading(i, signal, sliceSpecFor(signal, sliceSpecs)));
      }
    }
    List<HandOver> handOvers = new ArrayList<>();
    for (int place = 0; place < ofNeighbours.size(); place++) {
      if (sharedOf(ofNeighbours.get(place).measure()) == by) {
        handOvers.add(new HandOver(sliceSpecs.size(), place));
        sliceSpecs.add(ofNeighbours.get(place));
      }
    }
    return new Share(List.copyOf(sliceSpecs), List.copyOf(readings), List.copyOf(handOvers));
  }

  private static Grouping sharedOf(Measure sharers) {
    return sharers == Measure.DEVICE_SHARERS ? Grouping.DEVICE : Grouping.ADDRESS;
  }

  private static int sliceSpecFor(Signal signal, List<SliceSpec> sliceSpecs) {
    long window = signal.windowMillis();
    SliceSpec wanted =
        new SliceSpec(signal.measure(), SliceWidth.ofWindow(window), window, signal.sequence());
    for (int i = 0; i < sliceSpecs.size(); i++) {
      SliceSpec spec = sliceSpecs.get(i);
      if (spec.isSameSlices(wanted)) {
        sliceSpecs.set(i, spec.keeping(window));
        return i;
      }
    }
    sliceSpecs.add(wanted);
    return sliceSpecs.size() - 1;
  }

  /** The signals by index. */
  public List<Signal> signals() {
    return signals;
  }

  /**
   * The index of a signal.
   *
   * @throws IllegalArgumentException if the plan does not have it
   */
  public int indexOf(Signal signal) {
    Integer index = indexes.get(signal);
    if (index == null) {
      throw new IllegalArgumentException(signal + ": not in the plan");
    }
    return index;
  }

  /** Whether something is counted by it; signal vectors pass by the others untouched. */
  public boolean counts(Grouping by) {
    return !shares.get(by).sliceSpecs().isEmpty();
  }

  Share shareOf(Grouping by) {
    return shares.get(by);
  }

  /** Values for a new signal vector: what each signal is where nothing happened. */
  public double[] freshValues() {
    return ofNothing.clone();
  }

  /** Lists of sharers for a new signal vector: nobody in any. */
  public long[][] freshSharers() {
    int lists = shares.get(Grouping.NEIGHBOURS).sliceSpecs().size();
    if (lists == 0) {
      return SignalVector.NO_SHARERS;
    }
    long[][] fresh = new long[lists][];
    Arrays.fill(fresh, NOBODY);
    return fresh;
  }
}
