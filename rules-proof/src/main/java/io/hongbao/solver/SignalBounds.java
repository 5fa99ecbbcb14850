package io.hongbao.solver;

import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.window.SliceWidth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What signals are by their nature, whatever traffic there is: counts are whole and not below 0, a
 * shorter window holds no more than a longer one, the least is not above the average. They are
 * conditions themselves, so that a test can hold them against what counters write.
 *
 * <p>They hold once windows are full. An interval in which an edge counted requests without logging
 * them is split into equal ones, rounded down, so the average of intervals may be above the longest
 * by less than 1 ms. Distinct names are bounded by all that names somebody: requests, turns, wins;
 * what follows is one of the events that can follow. Neighbours are counted up to a bound.
 *
 * @param conditions over {@code v0}, {@code v1} and so on, the signals in their order
 * @param whole places of the signals that are whole numbers, where they have any data
 */
record SignalBounds(List<String> conditions, Set<Integer> whole) {

  /** Up to here every whole number is a double. */
  private static final long MAX_WHOLE = 1L << 53;

  /** The longest interval, a day. */
  private static final long MAX_INTERVAL_MILLIS = 24L * 60 * 60 * 1_000;

  private static final List<Measure> VECTORS =
      List.of(Measure.REQUESTS, Measure.SHAKES, Measure.PACKETS);

  SignalBounds {
    conditions = List.copyOf(conditions);
    whole = Set.copyOf(whole);
  }

  /** The name of the signal at a place. */
  static String name(int place) {
    return "v" + place;
  }

  static SignalBounds of(List<Signal> signals) {
    Builder builder = new Builder(signals);
    for (int i = 0; i < signals.size(); i++) {
      builder.alone(i);
      for (int j = 0; j < signals.size(); j++) {
        if (i != j) {
          builder.pair(i, j);
        }
      }
    }
    return new SignalBounds(builder.conditions, builder.whole);
  }

  private static final class Builder {
    private final List<Signal> signals;
    private final Map<Signal, Integer> places = new LinkedHashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final Set<Integer> whole = new LinkedHashSet<>();

    Builder(List<Signal> signals) {
      this.signals = signals;
      for (int i = 0; i < signals.size(); i++) {
        places.put(signals.get(i), i);
      }
    }

    void alone(int i) {
      Signal signal = signals.get(i);
      String x = name(i);
      long max = signal.measure() == Measure.INTERVAL_MS ? MAX_INTERVAL_MILLIS : MAX_WHOLE;
      switch (signal.aggregate()) {
        case COUNT, SUM, FOLLOWS -> {
          whole.add(i);
          conditions.add(x + " >= 0 && " + x + " <= " + MAX_WHOLE);
        }
        case NEIGHBOURS -> {
          whole.add(i);
          conditions.add(x + " >= 0 && " + x + " <= " + Signal.MAX_NEIGHBOURS);
        }
        case DISTINCT -> {
          whole.add(i);
          conditions.add(x + " >= 0 && " + x + " <= " + MAX_WHOLE);
          distinct(i, signal);
        }
        case MIN, MAX -> {
          whole.add(i);
          conditions.add(x + " != " + x + " || (" + x + " >= 0 && " + x + " <= " + max + ")");
        }
        case AVG, STDDEV ->
            conditions.add(x + " != " + x + " || (" + x + " >= 0 && " + x + " <= " + max + ")");
      }
    }

    /** Each that counts has a request, a turn or a win; up to 64 the number is exact. */
    private void distinct(int i, Signal signal) {
      List<String> vectors = new ArrayList<>();
      for (Measure measure : VECTORS) {
        place(Aggregate.COUNT, measure, signal).ifPresent(j -> vectors.add(name(j)));
      }
      if (vectors.size() == VECTORS.size()) {
        String all = String.join(" + ", vectors);
        conditions.add(all + " > 64 || " + name(i) + " <= " + all);
      }
      if (signal.measure() == Measure.USER) {
        vectors.forEach(count -> conditions.add(count + " == 0 || " + name(i) + " >= 1"));
      }
    }

    private Optional<Integer> place(Aggregate aggregate, Measure measure, Signal like) {
      return Optional.ofNullable(
          places.get(new Signal(aggregate, measure, like.by(), like.windowMillis())));
    }

    void pair(int i, int j) {
      Signal a = signals.get(i);
      Signal b = signals.get(j);
      if (a.by() != b.by()) {
        return;
      }
      if (a.measure() == b.measure()
          && a.aggregate() == b.aggregate()
          && a.sequence().equals(b.sequence())
          && isWithin(a, b)) {
        window(a.aggregate(), name(i), name(j));
      } else if (a.windowMillis() == b.windowMillis()) {
        sameWindow(a, b, name(i), name(j));
      }
    }

    /** Whether the slices of one window are all in the other's; the longer may lack its oldest. */
    private static boolean isWithin(Signal shorter, Signal longer) {
      long width = SliceWidth.ofWindow(longer.windowMillis());
      long missing = width == Signal.SHORTEST_WINDOW_MILLIS ? 0 : width;
      return shorter.windowMillis() < longer.windowMillis()
          && shorter.windowMillis() <= longer.windowMillis() - missing;
    }

    private void window(Aggregate aggregate, String shorter, String longer) {
      switch (aggregate) {
        case COUNT, SUM, DISTINCT, FOLLOWS, NEIGHBOURS -> conditions.add(shorter + " <= " + longer);
        case MAX -> conditions.add(shorter + " != " + shorter + " || " + shorter + " <= " + longer);
        case MIN -> conditions.add(shorter + " != " + shorter + " || " + longer + " <= " + shorter);
        case AVG, STDDEV ->
            conditions.add(shorter + " != " + shorter + " || " + longer + " == " + longer);
      }
    }

    private void sameWindow(Signal a, Signal b, String x, String y) {
      if (a.sequence().filter(each -> each.then() == b.measure()).isPresent()) {
        conditions.add(x + " <= " + y);
      } else if (a.measure() == b.measure()) {
        sameMeasure(a, b, x, y);
      } else if (a.measure() == Measure.PACKETS && b.measure() == Measure.AMOUNT_FEN) {
        conditions.add(
            b.aggregate() == Aggregate.SUM
                ? x + " > 0 || " + y + " == 0"
                : "(" + x + " == 0) == (" + y + " != " + y + ")");
      } else if (a.measure() == Measure.INTERVAL_MS && b.measure() == Measure.REQUESTS) {
        conditions.add(x + " != " + x + " || " + y + " >= 2");
      }
    }

    private void sameMeasure(Signal a, Signal b, String x, String y) {
      if (isSummary(a) && isSummary(b)) {
        conditions.add("(" + x + " == " + x + ") == (" + y + " == " + y + ")");
        if (a.aggregate() == Aggregate.MIN) {
          conditions.add(x + " != " + x + " || " + x + " <= " + y);
        } else if (a.aggregate() == Aggregate.AVG && b.aggregate() == Aggregate.MAX) {
          boolean isExact = a.measure() == Measure.AMOUNT_FEN;
          conditions.add(x + " != " + x + " || " + x + (isExact ? " <= " : " < 1 + ") + y);
        }
      } else if (a.aggregate() == Aggregate.STDDEV && isSummary(b)) {
        conditions.add(x + " != " + x + " || " + y + " == " + y);
      } else if (a.aggregate() == Aggregate.SUM && isSummary(b)) {
        conditions.add(y + " == " + y + " ? " + y + " <= " + x + " : " + x + " == 0");
      }
    }

    private static boolean isSummary(Signal signal) {
      return switch (signal.aggregate()) {
        case AVG, MIN, MAX -> true;
        case COUNT, DISTINCT, SUM, STDDEV, FOLLOWS, NEIGHBOURS -> false;
      };
    }
  }
}
