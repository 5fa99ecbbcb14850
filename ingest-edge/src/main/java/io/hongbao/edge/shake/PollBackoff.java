package io.hongbao.edge.shake;

/** How long to wait before the cache is asked again for what somebody looks up. Pure. */
final class PollBackoff {

  /** What a batch collects in. */
  static final long SHORTEST_PAUSE_MILLIS = 3;

  /**
   * What a phone that waits may lose by a pause. While the draw job is away everything waits:
   * asking more often then takes the processor from those who bring it back.
   */
  static final long LONGEST_PAUSE_MILLIS = 250;

  /** After a failure the cache gets some air. */
  static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

  /** An answer that takes longer may be a CLOSED. */
  static final long CLOSED_ASKED_AFTER_MILLIS = 100;

  private PollBackoff() {}

  /** A quarter of the age, so that old targets cost little and young ones lose little. */
  static long pauseMillis(long ageMillis) {
    return Math.min(Math.max(ageMillis / 4, SHORTEST_PAUSE_MILLIS), LONGEST_PAUSE_MILLIS);
  }
}
