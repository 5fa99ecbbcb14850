package io.hongbao.payment.payout;

import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: an even draw from nothing to a ceiling that doubles, so
 * that tries that failed together do not come back together. After Marc Brooker, "Exponential
 * Backoff And Jitter" (AWS Architecture Blog, 2015).
 *
 * @param firstMillis the ceiling after the first failure, at least 1
 * @param maxMillis where it stops to grow
 */
public record Backoff(long firstMillis, long maxMillis) {

  public Backoff {
    if (firstMillis < 1 || maxMillis < firstMillis) {
      throw new IllegalArgumentException(
          "back-off from "
              + firstMillis
              + " to "
              + maxMillis
              + " ms, expected 1 or more, ascending");
    }
  }

  /** The ceiling after so many failures, from 1 on. */
  long ceilingMillis(int failures) {
    int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(firstMillis) - 2);
    return Math.min(maxMillis, firstMillis << doublings);
  }

  /** How long to wait after so many failures, from 1 on. */
  public long delayMillis(int failures, RandomGenerator chance) {
    return chance.nextLong(ceilingMillis(failures) + 1);
  }
}
