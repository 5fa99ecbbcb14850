package io.hongbao.rules.signal;

import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.window.CountSlices;
import io.hongbao.rules.window.DistinctSlices;
import io.hongbao.rules.window.NumberSlices;
import io.hongbao.rules.window.RecentSharers;
import io.hongbao.rules.window.SequenceSlices;
import io.hongbao.rules.window.Slices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts for one grouping. The caller gathers the signal vectors of one key and one evaluation
 * second, in any order, until the watermark has passed its end, and then has them counted all at
 * once; the seconds of a key in order. The caller keeps the state. Holds nothing itself;
 * thread-safe.
 */
public final class Counter {

  /** A longer pause is as good as none: no window reaches so far. */
  private static final long MAX_INTERVAL_MILLIS = 24L * 60 * 60 * 1_000;

  private final Grouping by;
  private final SignalPlan.Share share;

  public Counter(SignalPlan plan, Grouping by) {
    this.by = by;
    this.share = plan.shareOf(by);
  }

  /**
   * Counts an evaluation second's signal vectors of one key and writes on each what the grouping's
   * signals are at its end.
   *
   * @throws IllegalArgumentException if a signal vector is of another second, or the second is not
   *     behind the state's last
   */
  public void count(CounterState state, long secondEndMillis, List<SignalVector> vectors) {
    if (secondEndMillis <= state.lastBeatEndMillis()) {
      throw new IllegalArgumentException(
          by.label() + ": beat " + secondEndMillis + " after " + state.lastBeatEndMillis());
    }
    for (SignalVector vector : vectors) {
      if (vector.beatEndMillis() != secondEndMillis) {
        throw new IllegalArgumentException(
            by.label() + ": card of " + vector.beatEndMillis() + " in beat " + secondEndMillis);
      }
    }
    for (int i = 0; i < share.sliceSpecs().size(); i++) {
      SliceSpec spec = share.sliceSpecs().get(i);
      Slices slices = state.slices(i);
      slices.dropBefore(spec.firstSliceOf(spec.keepMillis(), secondEndMillis));
      fill(slices, i, spec.sliceOfSecond(secondEndMillis), state.lastStampMillis(), vectors);
    }
    for (SignalVector vector : vectors) {
      if (vector.requests() > 0) {
        state.lastStampMillis(Math.max(state.lastStampMillis(), vector.stampMillis()));
      }
    }
    state.lastBeatEndMillis(secondEndMillis);
    write(state, secondEndMillis, vectors);
    handOver(state, vectors);
  }

  private void fill(
      Slices slices, int place, long slice, long lastStampMillis, List<SignalVector> vectors) {
    SliceSpec spec = share.sliceSpecs().get(place);
    switch (spec.measure()) {
      case REQUESTS, SHAKES, PACKETS -> {
        for (SignalVector vector : vectors) {
          ((CountSlices) slices).add(slice, vector.timesOf(spec.measure()));
        }
      }
      case AMOUNT_FEN -> {
        for (SignalVector vector : vectors) {
          if (vector.packets() > 0) {
            ((NumberSlices) slices).add(slice, vector.packets(), vector.amountFen());
          }
        }
      }
      case INTERVAL_MS -> fillIntervals((NumberSlices) slices, slice, lastStampMillis, vectors);
      case USER, DEVICE, ADDRESS, BLOCK -> {
        for (SignalVector vector : vectors) {
          String name = vector.nameOf(spec.measure());
          if (!name.isEmpty()) {
            ((DistinctSlices) slices).add(slice, SignalVector.hash(name));
          }
        }
      }
      case SEQUENCE ->
          fillSequence((SequenceSlices) slices, spec.sequence().orElseThrow(), slice, vectors);
      case DEVICE_SHARERS, ADDRESS_SHARERS -> {
        RecentSharers sharers = (RecentSharers) slices;
        for (SignalVector vector : vectors) {
          long own = SignalVector.hash(vector.user());
          if (by == Grouping.NEIGHBOURS) {
            sharers.meet(vector.sharers()[place], own);
          } else {
            sharers.add(slice, own);
          }
        }
      }
    }
  }

  /** By their stamps; of one stamp a request comes before a win, which is its answer. */
  private static void fillSequence(
      SequenceSlices slices, EventSequence sequence, long slice, List<SignalVector> vectors) {
    List<SignalVector> ordered = vectors;
    if (vectors.size() > 1) {
      ordered = new ArrayList<>(vectors);
      ordered.sort(
          Comparator.comparingLong(SignalVector::stampMillis)
              .thenComparingInt(SignalVector::packets)
              .thenComparingInt(SignalVector::shakes)
              .thenComparingInt(SignalVector::requests));
    }
    for (SignalVector vector : ordered) {
      boolean isFirst = vector.timesOf(sequence.first()) > 0;
      boolean isThen = vector.timesOf(sequence.then()) > 0;
      if (isFirst || isThen) {
        slices.take(sequence, slice, vector.stampMillis(), isFirst, isThen);
      }
    }
  }

  private void handOver(CounterState state, List<SignalVector> vectors) {
    for (SignalPlan.HandOver each : share.handOvers()) {
      long[] sharers = ((RecentSharers) state.slices(each.sliceSpec())).handOver();
      for (SignalVector vector : vectors) {
        vector.sharers()[each.place()] = sharers;
      }
    }
  }

  /**
   * A gap since the request before, in which an edge counted requests that it did not log, is as
   * many equal intervals: their mean is right, their spread the least that there can have been.
   */
  private static void fillIntervals(
      NumberSlices slices, long slice, long lastStampMillis, List<SignalVector> vectors) {
    long last = lastStampMillis;
    for (SignalVector vector : byStamp(vectors)) {
      long gap = Math.min(Math.max(0, vector.stampMillis() - last), MAX_INTERVAL_MILLIS);
      if (last == 0) {
        slices.touch(slice);
      } else if (slices.isOpen(slice)) {
        slices.add(slice, vector.requests(), gap);
      } else {
        slices.addLead(slice, vector.requests(), gap);
      }
      last = Math.max(last, vector.stampMillis());
    }
  }

  private static List<SignalVector> byStamp(List<SignalVector> vectors) {
    List<SignalVector> requests = new ArrayList<>(vectors.size());
    for (SignalVector vector : vectors) {
      if (vector.requests() > 0) {
        requests.add(vector);
      }
    }
    if (requests.size() > 1) {
      requests.sort(
          Comparator.comparingLong(SignalVector::stampMillis)
              .thenComparingInt(SignalVector::requests));
    }
    return requests;
  }

  private void write(CounterState state, long secondEndMillis, List<SignalVector> vectors) {
    for (SignalPlan.Reading reading : share.readings()) {
      SliceSpec spec = share.sliceSpecs().get(reading.sliceSpec());
      long first = spec.firstSliceOf(reading.signal().windowMillis(), secondEndMillis);
      double value = state.slices(reading.sliceSpec()).read(reading.signal().aggregate(), first);
      for (SignalVector vector : vectors) {
        vector.values()[reading.index()] = value;
      }
    }
  }
}
