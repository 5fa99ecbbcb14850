package io.hongbao.rules.model;

import io.hongbao.yaml.DurationFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * A number about somebody's last moments. Two signals of different rules that are equal are one and
 * are computed once, whatever the rules call them.
 *
 * @param by {@link Grouping#NEIGHBOURS} of neighbours alone, which are a user's
 * @param windowMillis whole seconds, 1 s to 24 h
 * @param sequence of {@link Aggregate#FOLLOWS}; empty for all others
 */
public record Signal(
    Aggregate aggregate,
    Measure measure,
    Grouping by,
    long windowMillis,
    Optional<EventSequence> sequence) {

  public static final long SHORTEST_WINDOW_MILLIS = 1_000;
  public static final long LONGEST_WINDOW_MILLIS = 24L * 60 * 60 * 1_000;

  /**
   * How far neighbours are counted: up to so many exactly, and more are as many. What a device and
   * an address hand to each of their users, and what each user keeps, is bounded by it.
   */
  public static final int MAX_NEIGHBOURS = 32;

  public Signal {
    Objects.requireNonNull(by, "by");
    if (!measure.allows(aggregate)) {
      throw new IllegalArgumentException(
          aggregate.label() + " of " + measure.label() + ": no such signal");
    }
    if (aggregate == Aggregate.DISTINCT && measure.label().equals(by.label())) {
      throw new IllegalArgumentException(
          "distinct " + measure.label() + " by " + by.label() + ": always one");
    }
    if ((aggregate == Aggregate.NEIGHBOURS) != (by == Grouping.NEIGHBOURS)) {
      throw new IllegalArgumentException(
          aggregate.label() + " by " + by.label() + ": no such signal");
    }
    if ((aggregate == Aggregate.FOLLOWS) != sequence.isPresent()) {
      throw new IllegalArgumentException(
          aggregate.label() + " of " + sequence + ": expected a sequence of follows alone");
    }
    if (windowMillis < SHORTEST_WINDOW_MILLIS
        || windowMillis > LONGEST_WINDOW_MILLIS
        || windowMillis % SHORTEST_WINDOW_MILLIS != 0) {
      throw new IllegalArgumentException(
          "window of " + windowMillis + " ms: expected whole seconds from 1s to 24h");
    }
    if (sequence.filter(each -> !fits(each.withinMillis(), windowMillis)).isPresent()) {
      throw new IllegalArgumentException(
          sequence.get()
              + " in a window of "
              + DurationFormatter.format(windowMillis)
              + ": expected one of 2s, and at least twice as long");
    }
  }

  /** A signal of one measure alone. */
  public Signal(Aggregate aggregate, Measure measure, Grouping by, long windowMillis) {
    this(aggregate, measure, by, windowMillis, Optional.empty());
  }

  /**
   * Whether a window is long enough for a sequence: its first event must still be in the window
   * when the other comes, and lies a second before it as often as not.
   */
  public static boolean fits(long withinMillis, long windowMillis) {
    return windowMillis >= 2 * SHORTEST_WINDOW_MILLIS && withinMillis <= windowMillis / 2;
  }

  /** How often one event followed another. */
  public static Signal follows(EventSequence sequence, Grouping by, long windowMillis) {
    return new Signal(Aggregate.FOLLOWS, Measure.SEQUENCE, by, windowMillis, Optional.of(sequence));
  }

  /**
   * How many others a user has met.
   *
   * @param where {@link Measure#DEVICE_SHARERS} or {@link Measure#ADDRESS_SHARERS}
   */
  public static Signal neighbours(Measure where, long windowMillis) {
    return new Signal(Aggregate.NEIGHBOURS, where, Grouping.NEIGHBOURS, windowMillis);
  }

  /** The one way to write it, such as {@code distinct user by device in 1h}. */
  public String canonical() {
    String window = " in " + DurationFormatter.format(windowMillis);
    if (aggregate == Aggregate.NEIGHBOURS) {
      return aggregate.label() + " by " + measure.label() + window;
    }
    return aggregate.label()
        + ' '
        + sequence.map(EventSequence::toString).orElse(measure.label())
        + " by "
        + by.label()
        + window;
  }

  @Override
  public String toString() {
    return canonical();
  }
}
