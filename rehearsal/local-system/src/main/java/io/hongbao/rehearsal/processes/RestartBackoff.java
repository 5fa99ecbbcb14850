package io.hongbao.rehearsal.processes;

import java.time.Duration;

/**
 * How long to wait before a part that died is started again: not at all, unless it keeps dying
 * shortly after its start. Then twice as long each time, up to a bound, so that a part that cannot
 * run does not take the machine from those that can.
 */
final class RestartBackoff {

  private static final Duration FIRST = Duration.ofMillis(250);

  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A part that lived this long was not broken. A kill may hit the same part twice in a minute. */
  private static final Duration LIVED_WELL = Duration.ofSeconds(10);

  private Duration next = Duration.ZERO;

  /** The pause before the next start of a part that lived {@code lived}. */
  Duration after(Duration lived) {
    Duration pause = lived.compareTo(LIVED_WELL) < 0 ? next : Duration.ZERO;
    Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }
}
