package io.hongbao.edge.log;

/**
 * How far this edge's clock is from the log's. An acknowledgement with the log's own stamp bounds
 * it: the stamp was taken after the send and before the acknowledgement, so what has to be added to
 * this clock to get the log's lies in [stamp − acknowledged, stamp − sent].
 *
 * <p>One thread observes, any thread asks.
 */
public final class ClockCheck {

  /** An edge further off than this would show and use turns of its own. */
  public static final int MAX_OFF_MILLIS = 250;

  private volatile long leastMillis;
  private volatile long maxMillis;

  /** Takes an acknowledgement's three times, in epoch milliseconds. */
  public void observe(long sentAtMillis, long acknowledgedAtMillis, long stampMillis) {
    leastMillis = stampMillis - acknowledgedAtMillis;
    maxMillis = stampMillis - sentAtMillis;
  }

  /** False only if the clock is certainly further off than {@link #MAX_OFF_MILLIS}. */
  public boolean isFine() {
    return leastMillis <= MAX_OFF_MILLIS && maxMillis >= -MAX_OFF_MILLIS;
  }

  /** The least that the latest acknowledgement leaves possible, signed. */
  public long leastMillis() {
    return leastMillis;
  }

  /** The most that the latest acknowledgement leaves possible, signed. */
  public long maxMillis() {
    return maxMillis;
  }
}
