package io.hongbao.edge.metrics;

/** What becomes of shakes, as it is counted. Nothing is counted of a practice show's. */
public interface ShakeMetrics {

  /** Counts nothing. */
  ShakeMetrics NONE = new ShakeMetrics() {};

  default void shakeLogged() {}

  default void shakeRepeated() {}

  default void repeatsReported() {}

  default void shakeReasked() {}

  default void shakeLost() {}

  default void shakeDropped() {}

  default void shakeAcknowledged(long nanos) {}

  default void shakeAnswered(long nanos) {}

  /** Counts a reply by its result: PACKET, MISS, PENDING, and so on. */
  default void replied(String result) {}

  /** Counts a shake that a gate stopped. */
  default void refused(String gate) {}
}
