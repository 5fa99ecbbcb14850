package io.hongbao.rehearsal.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * How much is asked of a draw that is capped, and for how long.
 *
 * @param capPerSecond shakes that it decides a second
 * @param turn of a user
 * @param warmUp below the cap, before the first level
 * @param level each of the loads
 * @param after the overload, below the cap again
 * @param fairness for how long it is looked at who gets how much; empty if it is not
 */
record OverloadScale(
    int capPerSecond,
    Duration turn,
    Duration warmUp,
    Duration level,
    Duration after,
    Optional<Duration> fairness) {

  /** The largest load, over the cap. */
  static final double MAX_FACTOR = 10;

  /** Before the first level and after the last. */
  static final double CALM_FACTOR = 0.8;

  /** At which it is looked at who gets how much. */
  static final double FAIRNESS_FACTOR = 2;

  /** A machine that does nothing but see whether all works may be a slow one. */
  private static final int QUICK_SHARE = 10;

  static OverloadScale of(Scale scale, BenchOptions options) {
    return scale.isQuick()
        ? new OverloadScale(
            Math.max(1, options.capPerSecond() / QUICK_SHARE),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Optional.empty())
        : new OverloadScale(
            options.capPerSecond(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            options.isLong() ? Optional.of(Duration.ofMinutes(10)) : Optional.empty());
  }

  /** From one shake of a phone that does not listen to its next: never twice in a turn. */
  Duration pace() {
    return turn.plus(EdgeBench.TURN_MARGIN);
  }

  /** So many phones offer so many times the cap. */
  int phones(double factor) {
    return (int) Math.ceil(factor * capPerSecond * pace().toMillis() / 1e3);
  }

  /** All that shake at the largest load, and those who come after it. */
  int users() {
    return phones(MAX_FACTOR) + phones(CALM_FACTOR);
  }

  double probesPerSecond() {
    return capPerSecond / 10.0;
  }
}
