package io.hongbao.edge.metrics;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long answers took in the last seconds, from what {@link EdgeMetrics} counts since the start.
 * For one thread.
 */
public final class RecentAnswerDelay {

  private static final long WINDOW_MILLIS = 5_000;

  private final Supplier<AnswerDelays> delays;
  private final LongSupplier pending;
  private AnswerDelays before;
  private long lookedAtMillis;
  private OptionalLong p99Millis = OptionalLong.empty();

  /**
   * The delays of an edge from now on.
   *
   * @param delays of all answers since it started
   * @param pending how many shakes have no answer yet
   */
  public RecentAnswerDelay(Supplier<AnswerDelays> delays, LongSupplier pending) {
    this.delays = delays;
    this.pending = pending;
    this.before = delays.get();
  }

  /**
   * The delay that 99 of 100 answers of the last full window of 5 seconds did not exceed, rounded
   * up to a step of the histogram. If shakes waited and none was answered, it is at least the
   * window's length; empty if nobody shook.
   *
   * @param uptimeMillis of a clock that only goes forward; 0 when this was made
   */
  public OptionalLong p99Millis(long uptimeMillis) {
    long windowMillis = uptimeMillis - lookedAtMillis;
    if (windowMillis >= WINDOW_MILLIS) {
      AnswerDelays now = delays.get();
      p99Millis = now.p99MillisSince(before);
      if (p99Millis.isEmpty() && pending.getAsLong() > 0) {
        p99Millis = OptionalLong.of(windowMillis);
      }
      before = now;
      lookedAtMillis = uptimeMillis;
    }
    return p99Millis;
  }
}
