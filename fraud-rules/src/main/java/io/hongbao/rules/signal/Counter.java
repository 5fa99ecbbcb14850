package io.hongbao.rules.signal;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.window.CountSlices;
import io.hongbao.rules.window.DistinctSlices;
import io.hongbao.rules.window.NumberSlices;
import io.hongbao.rules.window.Slices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts for one grouping. The caller gathers the cards of one key and one beat, in any order,
 * until the watermark has passed the beat's end, and then has them counted all at once; beats of a
 * key in order. The caller keeps the state. Holds nothing itself; thread-safe.
 */
public final class Counter {

  /** A longer pause is as good as none: no window reaches so far. */
  private static final long LONGEST_INTERVAL_MILLIS = 24L * 60 * 60 * 1_000;

  private final Grouping by;
  private final SignalPlan.Share share;

  public Counter(SignalPlan plan, Grouping by) {
    this.by = by;
    this.share = plan.shareOf(by);
  }

  /**
   * Counts a beat's cards of one key and writes on each what the grouping's signals are at the end
   * of the beat.
   *
   * @throws IllegalArgumentException if a card is of another beat, or the beat is not behind the
   *     state's last
   */
  public void count(CounterState state, long beatEndMillis, List<SignalVector> cards) {
    if (beatEndMillis <= state.lastBeatEndMillis()) {
      throw new IllegalArgumentException(
          by.label() + ": beat " + beatEndMillis + " after " + state.lastBeatEndMillis());
    }
    for (SignalVector card : cards) {
      if (card.beatEndMillis() != beatEndMillis) {
        throw new IllegalArgumentException(
            by.label() + ": card of " + card.beatEndMillis() + " in beat " + beatEndMillis);
      }
    }
    for (int i = 0; i < share.tracks().size(); i++) {
      SliceSpec track = share.tracks().get(i);
      Slices slices = state.slices(i);
      slices.dropBefore(track.firstSliceOf(track.keepMillis(), beatEndMillis));
      fill(slices, track, track.sliceOfBeat(beatEndMillis), state.lastStampMillis(), cards);
    }
    for (SignalVector card : cards) {
      if (card.requests() > 0) {
        state.lastStampMillis(Math.max(state.lastStampMillis(), card.stampMillis()));
      }
    }
    state.lastBeatEndMillis(beatEndMillis);
    write(state, beatEndMillis, cards);
  }

  private static void fill(
      Slices slices, SliceSpec track, long slice, long lastStampMillis, List<SignalVector> cards) {
    switch (track.measure()) {
      case REQUESTS, SHAKES, PACKETS -> {
        for (SignalVector card : cards) {
          ((CountSlices) slices).add(slice, card.timesOf(track.measure()));
        }
      }
      case AMOUNT_FEN -> {
        for (SignalVector card : cards) {
          if (card.packets() > 0) {
            ((NumberSlices) slices).add(slice, card.packets(), card.amountFen());
          }
        }
      }
      case INTERVAL_MS -> fillIntervals((NumberSlices) slices, slice, lastStampMillis, cards);
      case USER, DEVICE, ADDRESS, BLOCK -> {
        for (SignalVector card : cards) {
          String name = card.nameOf(track.measure());
          if (!name.isEmpty()) {
            ((DistinctSlices) slices).add(slice, SignalVector.hash(name));
          }
        }
      }
    }
  }

  /**
   * A gap since the request before, in which an edge counted requests that it did not log, is as
   * many equal intervals: their mean is right, their spread the least that there can have been.
   */
  private static void fillIntervals(
      NumberSlices slices, long slice, long lastStampMillis, List<SignalVector> cards) {
    long last = lastStampMillis;
    for (SignalVector card : byStamp(cards)) {
      long gap = Math.min(Math.max(0, card.stampMillis() - last), LONGEST_INTERVAL_MILLIS);
      if (last == 0) {
        slices.touch(slice);
      } else if (slices.isOpen(slice)) {
        slices.add(slice, card.requests(), gap);
      } else {
        slices.addLead(slice, card.requests(), gap);
      }
      last = Math.max(last, card.stampMillis());
    }
  }

  private static List<SignalVector> byStamp(List<SignalVector> cards) {
    List<SignalVector> requests = new ArrayList<>(cards.size());
    for (SignalVector card : cards) {
      if (card.requests() > 0) {
        requests.add(card);
      }
    }
    if (requests.size() > 1) {
      requests.sort(
          Comparator.comparingLong(SignalVector::stampMillis)
              .thenComparingInt(SignalVector::requests));
    }
    return requests;
  }

  private void write(CounterState state, long beatEndMillis, List<SignalVector> cards) {
    for (SignalPlan.Reading reading : share.readings()) {
      SliceSpec track = share.tracks().get(reading.track());
      long first = track.firstSliceOf(reading.signal().windowMillis(), beatEndMillis);
      double value = state.slices(reading.track()).read(reading.signal().aggregate(), first);
      for (SignalVector card : cards) {
        card.values()[reading.index()] = value;
      }
    }
  }
}
