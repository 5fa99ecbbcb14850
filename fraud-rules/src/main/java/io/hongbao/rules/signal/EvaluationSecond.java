package io.hongbao.rules.signal;

/**
 * The grid of the log's clock on which signals are read.
 *
 * <p>An event is counted when the watermark has passed the end of its evaluation second, and
 * everything that is read then is read as of that end. So what comes out depends on which events a
 * second has, never on the order in which they arrived. A second is the narrowest slice of a
 * window, and short enough for a verdict within seconds.
 */
public final class EvaluationSecond {

  /** Every slice's width is a multiple of it. */
  public static final long MILLIS = 1_000;

  private EvaluationSecond() {}

  /**
   * The end of the evaluation second that an instant lies in; the end itself belongs to the next.
   */
  public static long endOf(long atMillis) {
    return Math.floorDiv(atMillis, MILLIS) * MILLIS + MILLIS;
  }

  /** The last end that a watermark has closed; the watermark says that nothing before it comes. */
  public static long closedBy(long watermarkMillis) {
    return Math.floorDiv(watermarkMillis, MILLIS) * MILLIS;
  }
}
