package io.hongbao.edge.live;

/**
 * When phones that are sent away shall come back: one after the other over a window, so that they
 * do not meet again. Steps of the golden ratio, so any few that follow each other are far apart.
 * For one thread.
 */
final class ReturnSpread {

  private static final double GOLDEN = 0.6180339887498949;

  private final int windowSeconds;
  private double place;

  /**
   * A spread.
   *
   * @param start where in the window it begins, from 0 to 1: edges shall not begin alike
   */
  ReturnSpread(int windowSeconds, double start) {
    this.windowSeconds = windowSeconds;
    this.place = start;
  }

  /** Seconds for the next one: from 1 to the window's length. */
  int nextSeconds() {
    place = (place + GOLDEN) % 1;
    return 1 + (int) (place * windowSeconds);
  }
}
