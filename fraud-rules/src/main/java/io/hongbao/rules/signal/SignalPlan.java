package io.hongbao.rules.signal;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.window.SliceWidth;
import java.util.ArrayList;
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

  /** What one counter keeps and reads. */
  record Share(List<SliceSpec> sliceSpecs, List<Reading> readings, long keepMillis) {}

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
    for (Grouping by : Grouping.values()) {
      shares.put(by, share(by));
    }
  }

  /** A plan for signals; equal ones count once. */
  public static SignalPlan of(Iterable<Signal> signals) {
    LinkedHashMap<Signal, Boolean> distinct = new LinkedHashMap<>();
    signals.forEach(signal -> distinct.put(signal, true));
    return new SignalPlan(List.copyOf(distinct.keySet()));
  }

  private Share share(Grouping by) {
    List<SliceSpec> sliceSpecs = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    long keepMillis = 0;
    for (int i = 0; i < signals.size(); i++) {
      Signal signal = signals.get(i);
      if (signal.by() == by) {
        readings.add(new Reading(i, signal, sliceSpecFor(signal, sliceSpecs)));
        keepMillis = Math.max(keepMillis, signal.windowMillis());
      }
    }
    return new Share(List.copyOf(sliceSpecs), List.copyOf(readings), keepMillis);
  }

  private static int sliceSpecFor(Signal signal, List<SliceSpec> sliceSpecs) {
    long window = signal.windowMillis();
    SliceSpec wanted = new SliceSpec(signal.measure(), SliceWidth.ofWindow(window), window);
    for (int i = 0; i < sliceSpecs.size(); i++) {
      SliceSpec spec = sliceSpecs.get(i);
      if (spec.isSameSlices(wanted)) {
        long keep = Math.max(spec.keepMillis(), window);
        sliceSpecs.set(i, new SliceSpec(spec.measure(), spec.sliceMillis(), keep));
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

  /** Whether some signal counts by it; signal vectors pass by the others untouched. */
  public boolean counts(Grouping by) {
    return !shares.get(by).readings().isEmpty();
  }

  Share shareOf(Grouping by) {
    return shares.get(by);
  }

  /** Values for a new signal vector: what each signal is where nothing happened. */
  public double[] freshValues() {
    return ofNothing.clone();
  }
}
