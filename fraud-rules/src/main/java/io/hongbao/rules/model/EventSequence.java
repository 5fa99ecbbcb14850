package io.hongbao.rules.model;

import io.hongbao.yaml.DurationFormatter;

/**
 * One event after another of the same user, device, address or block.
 *
 * <p>An event follows the latest first one before it, if that is no longer ago than a bound; it
 * follows it once, whatever else comes. Both are placed by the edge's stamp of the request, a win
 * by when the log took it.
 *
 * @param first requests, shakes or packets
 * @param then as {@code first}; may be the same
 * @param withinMillis the bound, 1 ms or more
 */
public record EventSequence(Measure first, Measure then, long withinMillis) {

  /** Half of the longest window: a sequence must fit into its signal's. */
  public static final long LONGEST_MILLIS = Signal.LONGEST_WINDOW_MILLIS / 2;

  public EventSequence {
    if (!isEvent(first) || !isEvent(then)) {
      throw new IllegalArgumentException(
          first.label() + " then " + then.label() + ": expected requests, shakes or packets");
    }
    if (withinMillis < 1 || withinMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException("within " + withinMillis + " ms: expected 1ms to 12h");
    }
  }

  /** Whether a measure is of events that can follow each other. */
  public static boolean isEvent(Measure measure) {
    return measure.allows(Aggregate.COUNT);
  }

  /** Such as {@code requests then packets within 2s}. */
  @Override
  public String toString() {
    return first.label()
        + " then "
        + then.label()
        + " within "
        + DurationFormatter.format(withinMillis);
  }
}
