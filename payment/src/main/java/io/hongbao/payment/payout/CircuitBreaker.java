package io.hongbao.payment.payout;

import java.util.BitSet;

/**
 * Leaves a payment system alone that fails most of the time. It opens when at least half of the
 * last {@value #WINDOW} results were failures, lets one try through after a pause, and closes when
 * that succeeds. After Michael Nygard, "Release It!". Not thread-safe; times are nanoseconds of one
 * monotonic clock.
 */
final class CircuitBreaker {

  static final int WINDOW = 20;

  private final long pauseNanos;
  private final BitSet failures = new BitSet(WINDOW);
  private int results;
  private boolean open;
  private boolean trying;
  private long opensAgainAtNanos;

  CircuitBreaker(long pauseNanos) {
    this.pauseNanos = pauseNanos;
  }

  /**
   * How long to wait before a try; 0 for a try now, which counts as begun.
   *
   * @return {@link Long#MAX_VALUE} while the one try of an open breaker is on its way
   */
  long begin(long nowNanos) {
    if (!open) {
      return 0;
    }
    if (trying) {
      return Long.MAX_VALUE;
    }
    long waitNanos = opensAgainAtNanos - nowNanos;
    if (waitNanos > 0) {
      return waitNanos;
    }
    trying = true;
    return 0;
  }

  /** A try has ended. Those that began before the breaker opened count too. */
  void end(boolean failed, long nowNanos) {
    if (open && trying && !failed) {
      open = false;
      trying = false;
      failures.clear();
      results = 0;
    } else if (open) {
      trying = false;
      if (failed) {
        opensAgainAtNanos = nowNanos + pauseNanos;
      }
    } else {
      failures.set(results % WINDOW, failed);
      results++;
      if (results >= WINDOW && failures.cardinality() * 2 >= WINDOW) {
        open = true;
        opensAgainAtNanos = nowNanos + pauseNanos;
      }
    }
  }

  boolean isOpen() {
    return open;
  }
}
