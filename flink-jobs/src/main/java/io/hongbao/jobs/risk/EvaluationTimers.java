package io.hongbao.jobs.risk;

import io.hongbao.rules.signal.EvaluationSecond;

/**
 * When timers of keyed operators ring: one at the last millisecond of an evaluation second that has
 * something to count, and one at a full second to check whether a key's state is of use still.
 */
final class EvaluationTimers {

  private EvaluationTimers() {}

  /** When an evaluation second is over: the watermark says that nothing of it comes any more. */
  static long ofSecond(long secondEndMillis) {
    return secondEndMillis - 1;
  }

  /** The end of the evaluation second that a timer closes, or in which it rings. */
  static long secondEndOf(long timerMillis) {
    return EvaluationSecond.endOf(timerMillis);
  }

  /** When to check whether what is of use until an instant may be cleared. */
  static long ofCleanup(long emptyAtMillis) {
    return EvaluationSecond.endOf(emptyAtMillis);
  }
}
