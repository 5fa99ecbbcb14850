package io.hongbao.edge.admission;

/**
 * How long new shakes may wait.
 *
 * @param targetDelayMillis what a new shake waits, on average, while more are offered than the
 *     system decides; 100 ms to ten minutes. It is far above what an answer takes without load
 * @param rampPerSecond new shakes a second that an edge takes at first if it starts in an open wave
 */
public record AdmissionSettings(int targetDelayMillis, int rampPerSecond) {

  public static final AdmissionSettings DEFAULT = new AdmissionSettings(500, 200);

  private static final int MIN_TARGET_MILLIS = 100;
  private static final int MAX_TARGET_MILLIS = 600_000;
  private static final int MAX_RAMP_PER_SECOND = 1_000_000;

  public AdmissionSettings {
    requireBetween("target delay", targetDelayMillis, MIN_TARGET_MILLIS, MAX_TARGET_MILLIS);
    requireBetween("shakes a second of a ramp", rampPerSecond, 1, MAX_RAMP_PER_SECOND);
  }

  private static void requireBetween(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " " + value + ": expected " + min + " to " + max);
    }
  }
}
