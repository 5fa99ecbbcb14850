package io.hongbao.payment.payout;

/**
 * At most so many tries a second, evenly spaced but for a burst of a tenth of a second: a generic
 * cell rate algorithm (ITU-T I.371). Not thread-safe; times are nanoseconds of one monotonic clock.
 */
final class RateCap {

  private static final long NANOS = 1_000_000_000L;

  private final long intervalNanos;
  private final long burstNanos;
  private boolean started;
  private long nextNanos;

  /**
   * A cap.
   *
   * @param perSecond at least 1
   */
  RateCap(int perSecond) {
    intervalNanos = NANOS / perSecond;
    burstNanos = Math.max(intervalNanos, NANOS / 10) - intervalNanos;
  }

  /** How long to wait before a try; 0 for a try now. */
  long waitNanos(long nowNanos) {
    return started ? Math.max(0, nextNanos - nowNanos - burstNanos) : 0;
  }

  /** Counts a try. */
  void take(long nowNanos) {
    if (!started || nowNanos - nextNanos > 0) {
      started = true;
      nextNanos = nowNanos;
    }
    nextNanos += intervalNanos;
  }
}
