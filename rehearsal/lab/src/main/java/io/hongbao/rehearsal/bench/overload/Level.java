package io.hongbao.rehearsal.bench.overload;

/**
 * A span of a run in which as many phones shake.
 *
 * @param name such as 1.4x
 * @param factor the shakes offered a second, over the cap
 * @param fromMillis of the run
 * @param toMillis its end
 */
public record Level(String name, double factor, long fromMillis, long toMillis) {

  public Level {
    if (toMillis <= fromMillis) {
      throw new IllegalArgumentException(
          "level " + name + " from " + fromMillis + " to " + toMillis + " ms: expected some time");
    }
  }
}
