package io.hongbao.rehearsal.bench.flink;

import java.util.concurrent.TimeUnit;

/**
 * Instants for things that happen at most so often a second, evenly. Who comes late may catch up a
 * little, so that a sleep that took too long does not lower the rate. Time is an argument. For one
 * thread.
 */
final class EvenPace {

  /** More than a sleep or a short collection takes; it is also the largest burst after a pause. */
  private static final long MAX_CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final double nanosBetween;
  private double nextNanos;

  EvenPace(double perSecond, long nowNanos) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException(perSecond + " a second: expected more than 0");
    }
    this.nanosBetween = 1e9 / perSecond;
    this.nextNanos = nowNanos;
  }

  /** Takes the next place; returns for how long it has to be waited for, 0 if not at all. */
  long takeNanos(long nowNanos) {
    nextNanos = Math.max(nextNanos, (double) nowNanos - MAX_CATCH_UP_NANOS);
    long waitNanos = Math.max(0, (long) (nextNanos - nowNanos));
    nextNanos += nanosBetween;
    return waitNanos;
  }
}
