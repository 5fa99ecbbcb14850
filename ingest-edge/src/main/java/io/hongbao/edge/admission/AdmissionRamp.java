package io.hongbao.edge.admission;

/**
 * How many shakes a second an edge takes that starts while a wave is open: few at first, as its
 * code is not compiled and its connections are cold, and twice as many each half second in which
 * answers come in time. It is over when nothing was refused for a second. For one thread.
 */
final class AdmissionRamp {

  private static final double DOUBLES_EACH_MILLIS = 500;
  private static final double OVER_AFTER_MILLIS = 1_000;

  private double perSecond;
  private double calmMillis;

  AdmissionRamp(double firstPerSecond) {
    this.perSecond = firstPerSecond;
  }

  double perSecond() {
    return perSecond;
  }

  /**
   * An interval has passed.
   *
   * @param isInTime whether new shakes wait less than they may
   * @param refused in the interval
   * @return whether the ramp is over
   */
  boolean step(double elapsedMillis, boolean isInTime, long refused) {
    if (isInTime && refused > 0) {
      perSecond *= Math.pow(2, elapsedMillis / DOUBLES_EACH_MILLIS);
    }
    calmMillis = isInTime && refused == 0 ? calmMillis + elapsedMillis : 0;
    return calmMillis >= OVER_AFTER_MILLIS;
  }
}
