package io.hongbao.edge.live;

/**
 * How many new connections an edge takes: a rate that doubles every five seconds after its start,
 * up to sixteen times the first, so that phones that lost another edge do not fall upon a cold one
 * at once. A bucket of one second's worth. The clock may stand still or jump back. For one thread.
 */
final class AcceptRamp {

  private static final long DOUBLING_MILLIS = 5_000;
  private static final int MAX_DOUBLINGS = 4;

  private final int firstPerSecond;
  private final long startedAtMillis;
  private long lastAtMillis;
  private double tokens;

  AcceptRamp(int firstPerSecond, long startedAtMillis) {
    this.firstPerSecond = firstPerSecond;
    this.startedAtMillis = startedAtMillis;
    this.lastAtMillis = startedAtMillis;
    this.tokens = firstPerSecond;
  }

  /** Whether one more may come now; if so, it has come. */
  boolean mayAccept(long nowMillis) {
    double perSecond = perSecondAt(nowMillis);
    long sinceMillis = Math.max(0, nowMillis - lastAtMillis);
    tokens = Math.min(perSecond, tokens + perSecond * sinceMillis / 1_000);
    lastAtMillis = nowMillis;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** The rate at an instant. */
  double perSecondAt(long nowMillis) {
    long ageMillis = Math.max(0, nowMillis - startedAtMillis);
    return (double) firstPerSecond * (1 << Math.min(MAX_DOUBLINGS, ageMillis / DOUBLING_MILLIS));
  }
}
