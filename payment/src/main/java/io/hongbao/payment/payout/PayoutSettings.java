package io.hongbao.payment.payout;

import java.util.Locale;

/**
 * The bounds of paying out.
 *
 * @param maxInFlight calls to the payment system at a time, 1 to 10,000
 * @param maxPerSecond tries a second, what the payment system takes, 1 to 1,000,000
 * @param maxTries of an instruction before it goes back to its source, 1 to 100
 * @param backoff between tries
 * @param breakerPauseMillis how long a payment system that fails is left alone, 1 to 600,000
 */
public record PayoutSettings(
    int maxInFlight, int maxPerSecond, int maxTries, Backoff backoff, int breakerPauseMillis) {

  public static final PayoutSettings DEFAULT =
      new PayoutSettings(32, 500, 4, new Backoff(100, 5_000), 1_000);

  public PayoutSettings {
    require("maxInFlight", maxInFlight, 10_000);
    require("maxPerSecond", maxPerSecond, 1_000_000);
    require("maxTries", maxTries, 100);
    require("breakerPauseMillis", breakerPauseMillis, 600_000);
  }

  /** The same, with other bounds of calls. */
  public PayoutSettings within(int callsInFlight, int triesPerSecond) {
    return new PayoutSettings(callsInFlight, triesPerSecond, maxTries, backoff, breakerPauseMillis);
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d, expected 1 to %d", name, value, max));
    }
  }
}
