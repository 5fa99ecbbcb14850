package io.hongbao.rules.signal;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.EventSequence;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.window.SliceWidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Signals computed from all signal vectors ever, with none of the counter's code. */
final class NaiveSignals {

  private final List<SignalVector> all = new ArrayList<>();

  void add(List<SignalVector> second) {
    all.addAll(second);
  }

  double value(Signal signal, long secondEndMillis) {
    long from = firstInstant(signal, secondEndMillis);
    List<SignalVector> inWindow =
        all.stream().filter(vector -> vector.beatEndMillis() > from).toList();
    return switch (signal.measure()) {
      case REQUESTS -> inWindow.stream().mapToLong(SignalVector::requests).sum();
      case SHAKES -> inWindow.stream().mapToLong(SignalVector::shakes).sum();
      case PACKETS -> inWindow.stream().mapToLong(SignalVector::packets).sum();
      case AMOUNT_FEN ->
          of(
              signal.aggregate(),
              inWindow.stream()
                  .filter(vector -> vector.packets() > 0)
                  .mapToLong(SignalVector::amountFen)
                  .toArray());
      case INTERVAL_MS -> of(signal.aggregate(), intervals(from, secondEndMillis));
      case USER, DEVICE, ADDRESS, BLOCK -> distinct(inWindow, signal.measure());
      case SEQUENCE -> followed(signal.sequence().orElseThrow(), from);
      case DEVICE_SHARERS, ADDRESS_SHARERS ->
          throw new IllegalArgumentException("of a device alone: it has no neighbours");
    };
  }

  private static long firstInstant(Signal signal, long secondEndMillis) {
    long width = SliceWidth.ofWindow(signal.windowMillis());
    long oldest = secondEndMillis - signal.windowMillis();
    return oldest % width == 0 ? oldest : oldest - oldest % width + width;
  }

  private static double distinct(List<SignalVector> vectors, Measure measure) {
    Set<String> names = new HashSet<>();
    vectors.forEach(vector -> names.add(vector.nameOf(measure)));
    names.remove("");
    return names.size();
  }

  /** Between requests of which both are in the window, slice by slice in order of their stamps. */
  private long[] intervals(long from, long secondEndMillis) {
    List<SignalVector> requests =
        all.stream()
            .filter(vector -> vector.requests() > 0 && vector.beatEndMillis() <= secondEndMillis)
            .sorted(
                Comparator.comparingLong(SignalVector::beatEndMillis)
                    .thenComparingLong(SignalVector::stampMillis)
                    .thenComparingInt(SignalVector::requests))
            .toList();
    List<Long> intervals = new ArrayList<>();
    long last = 0;
    boolean lastIsInWindow = false;
    for (SignalVector vector : requests) {
      boolean inWindow = vector.beatEndMillis() > from;
      if (inWindow && lastIsInWindow) {
        long gap = Math.max(0, vector.stampMillis() - last);
        for (int i = 0; i < vector.requests(); i++) {
          intervals.add(gap * 1_000_000 / vector.requests());
        }
      }
      last = Math.max(last, vector.stampMillis());
      lastIsInWindow = inWindow;
    }
    return intervals.stream().mapToLong(nanos -> nanos).toArray();
  }

  /** Of all events ever, in their order: the latest first one is followed once. */
  private double followed(EventSequence sequence, long from) {
    List<SignalVector> ordered =
        all.stream()
            .sorted(
                Comparator.comparingLong(SignalVector::beatEndMillis)
                    .thenComparingLong(SignalVector::stampMillis)
                    .thenComparingInt(SignalVector::packets)
                    .thenComparingInt(SignalVector::shakes)
                    .thenComparingInt(SignalVector::requests))
            .toList();
    Long first = null;
    int followed = 0;
    for (SignalVector vector : ordered) {
      if (vector.timesOf(sequence.then()) > 0
          && first != null
          && vector.stampMillis() >= first
          && vector.stampMillis() <= first + sequence.withinMillis()) {
        followed += vector.beatEndMillis() > from ? 1 : 0;
        first = null;
      }
      if (vector.timesOf(sequence.first()) > 0) {
        first = vector.stampMillis();
      }
    }
    return followed;
  }

  private static double of(Aggregate aggregate, long[] numbers) {
    LongStream stream = LongStream.of(numbers);
    return switch (aggregate) {
      case COUNT, DISTINCT, FOLLOWS, NEIGHBOURS ->
          throw new IllegalArgumentException(aggregate.label());
      case SUM -> stream.sum();
      case AVG -> stream.average().orElse(Double.NaN);
      case MIN -> stream.mapToDouble(n -> n).min().orElse(Double.NaN);
      case MAX -> stream.mapToDouble(n -> n).max().orElse(Double.NaN);
      case STDDEV -> deviation(numbers);
    };
  }

  private static double deviation(long[] numbers) {
    if (numbers.length < 2) {
      return Double.NaN;
    }
    double mean = LongStream.of(numbers).average().orElseThrow();
    double spread = LongStream.of(numbers).mapToDouble(n -> (n - mean) * (n - mean)).sum();
    return Math.sqrt(spread / (numbers.length - 1));
  }
}
