package io.hongbao.rehearsal.bench.load;

/**
 * How fast requests are sent.
 *
 * @param perSecond at fixed instants; 0 for as fast as connections get free
 */
public record Pace(double perSecond) {

  /** As fast as connections get free. */
  public static final Pace FULL = new Pace(0);

  /** One request a day: none, for as long as a bench lasts. */
  public static final Pace NONE = new Pace(1.0 / 86_400);

  public Pace {
    if (!(perSecond >= 0 && perSecond <= 10_000_000)) {
      throw new IllegalArgumentException(perSecond + " a second: expected 0 to ten million");
    }
  }

  boolean isFull() {
    return perSecond == 0;
  }

  long nanosBetween() {
    return Math.max(1, Math.round(1e9 / perSecond));
  }
}
