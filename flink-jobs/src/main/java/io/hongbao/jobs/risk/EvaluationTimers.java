package io.hongbao.jobs.risk;

import io.hongbao.rules.signal.EvaluationSecond;

/**
 * When timers of keyed operators ring: one at the last millisecond of a beat that has something to
 * count, and one at a full second to look whether a key's state is of use still.
 */
final class EvaluationTimers {

  private EvaluationTimers() {}

  /** When a beat is over: the watermark says that nothing of it comes any more. */
  static long ofBeat(long beatEndMillis) {
    return beatEndMillis - 1;
  }

  /** The end of the beat that a timer closes, or in which it rings. */
  static long beatEndOf(long timerMillis) {
    return EvaluationSecond.endOf(timerMillis);
  }

  /** When to look whether what is of use until an instant may be cleared. */
  static long ofLook(long emptyAtMillis) {
    return EvaluationSecond.endOf(emptyAtMillis);
  }

  static boolean isLook(long timerMillis) {
    return timerMillis % EvaluationSecond.MILLIS == 0;
  }
}
