package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.audience.Transport;

/**
 * What single benchmarks are asked for besides the scale.
 *
 * @param capPerSecond shakes that the draw decides a second in {@code overload}
 * @param isLong whether figures are taken that need many minutes more
 * @param transport over which {@code road} goes; over WebSockets it is held against HTTP
 */
public record BenchOptions(int capPerSecond, boolean isLong, Transport transport) {

  public static final int DEFAULT_CAP = 1_000;

  /** Ten times as many phones shake in five seconds, each with a ticket of its own. */
  public static final int MAX_CAP = 5_000;

  private static final int MIN_CAP = 20;

  public BenchOptions {
    if (capPerSecond < MIN_CAP || capPerSecond > MAX_CAP) {
      throw new IllegalArgumentException(
          "cap " + capPerSecond + ": expected " + MIN_CAP + " to " + MAX_CAP + " a second");
    }
  }

  /** Over HTTP. */
  public BenchOptions(int capPerSecond, boolean isLong) {
    this(capPerSecond, isLong, Transport.HTTP);
  }

  /** Nothing special. */
  public static BenchOptions standard() {
    return new BenchOptions(DEFAULT_CAP, false);
  }
}
