package io.hongbao.rehearsal.bench.overload;

import java.util.OptionalLong;

/**
 * Looks for calm in spans of half a second: three in a row, one after the other, that hold to
 * something. What was found begins with the first of the three.
 */
public final class CalmWindows {

  /** How long a span is. */
  public static final long WINDOW_MILLIS = 500;

  private static final int IN_A_ROW = 3;

  private CalmWindows() {}

  /** Something that a span holds to, or not. */
  @FunctionalInterface
  public interface Condition {
    boolean holds(long fromMillis, long toMillis);
  }

  /**
   * When calm begins, in milliseconds after the start of a search.
   *
   * @param startMillis of the search
   * @param endMillis none of the spans ends after it
   * @return empty if it does not come
   */
  public static OptionalLong calmAfterMillis(
      long startMillis, long endMillis, Condition condition) {
    long last = endMillis - IN_A_ROW * WINDOW_MILLIS;
    for (long from = startMillis; from <= last; from += EventCounts.SLOT_MILLIS) {
      if (holdsInARow(from, condition)) {
        return OptionalLong.of(from - startMillis);
      }
    }
    return OptionalLong.empty();
  }

  /** The share of spans, one after the other, that hold to it; 1 if there is none. */
  public static double calmShare(long startMillis, long endMillis, Condition condition) {
    int spans = 0;
    int calm = 0;
    for (long from = startMillis; from + WINDOW_MILLIS <= endMillis; from += WINDOW_MILLIS) {
      spans++;
      calm += condition.holds(from, from + WINDOW_MILLIS) ? 1 : 0;
    }
    return spans == 0 ? 1 : (double) calm / spans;
  }

  /** Whether the mean rate of a span is near a target. */
  public static Condition within(EventCounts events, double perSecond, double tolerance) {
    return (fromMillis, toMillis) ->
        Math.abs(events.perSecond(fromMillis, toMillis) - perSecond) <= tolerance * perSecond;
  }

  /** Whether a span has events and nearly all of them are good ones. */
  public static Condition mostly(EventCounts all, EventCounts good, double share) {
    return (fromMillis, toMillis) -> {
      long events = all.between(fromMillis, toMillis);
      return events > 0 && good.between(fromMillis, toMillis) >= share * events;
    };
  }

  private static boolean holdsInARow(long fromMillis, Condition condition) {
    for (int i = 0; i < IN_A_ROW; i++) {
      long at = fromMillis + i * WINDOW_MILLIS;
      if (!condition.holds(at, at + WINDOW_MILLIS)) {
        return false;
      }
    }
    return true;
  }
}
