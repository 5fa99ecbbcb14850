package io.hongbao.rules.model;

import io.hongbao.yaml.DurationFormatter;
import java.util.Objects;

/**
 * A number about somebody's last moments. Two signals of different rules that are equal are one and
 * are computed once, whatever the rules call them.
 *
 * @param windowMillis whole seconds, 1 s to 24 h
 */
public record Signal(Aggregate aggregate, Measure measure, Grouping by, long windowMillis) {

  public static final long SHORTEST_WINDOW_MILLIS = 1_000;
  public static final long LONGEST_WINDOW_MILLIS = 24L * 60 * 60 * 1_000;

  public Signal {
    Objects.requireNonNull(by, "by");
    if (!measure.allows(aggregate)) {
      throw new IllegalArgumentException(
          aggregate.label() + " of " + measure.label() + ": no such signal");
    }
    if (measure.label().equals(by.label())) {
      throw new IllegalArgumentException(
          "distinct " + measure.label() + " by " + by.label() + ": always one");
    }
    if (windowMillis < SHORTEST_WINDOW_MILLIS
        || windowMillis > LONGEST_WINDOW_MILLIS
        || windowMillis % SHORTEST_WINDOW_MILLIS != 0) {
      throw new IllegalArgumentException(
          "window of " + windowMillis + " ms: expected whole seconds from 1s to 24h");
    }
  }

  /** The one way to write it, such as {@code distinct user by device in 1h}. */
  public String canonical() {
    return aggregate.label()
        + ' '
        + measure.label()
        + " by "
        + by.label()
        + " in "
        + DurationFormatter.format(windowMillis);
  }

  @Override
  public String toString() {
    return canonical();
  }
}
