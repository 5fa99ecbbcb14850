package io.hongbao.edge.http;

/**
 * How long a connection may keep the edge waiting, in milliseconds; then it is closed. Each is 100
 * to 3,600,000.
 *
 * @param idleMillis for a next request, or for the first byte of all; longer than the longest wait
 * @param headMillis for the rest of a request's line and headers once a part of them is there
 * @param bodyMillis for the rest of a body, which then is refused with 408
 * @param replyMillis for the phone to take a reply that is written
 */
public record HttpTimeouts(int idleMillis, int headMillis, int bodyMillis, int replyMillis) {

  /** Phones keep a connection over several turns. */
  public static final HttpTimeouts DEFAULT = new HttpTimeouts(60_000, 10_000, 5_000, 30_000);

  private static final int MIN_MILLIS = 100;
  private static final int MAX_MILLIS = 3_600_000;

  public HttpTimeouts {
    requireInRange(idleMillis);
    requireInRange(headMillis);
    requireInRange(bodyMillis);
    requireInRange(replyMillis);
  }

  /**
   * The same, if it is a time-out.
   *
   * @throws IllegalArgumentException if it is too short or too long
   */
  public static int requireInRange(int millis) {
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "a time-out of " + millis + " ms: expected " + MIN_MILLIS + " to " + MAX_MILLIS);
    }
    return millis;
  }
}
