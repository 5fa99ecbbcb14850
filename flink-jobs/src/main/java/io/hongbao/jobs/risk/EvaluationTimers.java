package io.hongbao.jobs.risk;

import io.hongbao.rules.signal.EvaluationSecond;

/**
 * Evaluation seconds by Flink's timers and watermarks: a watermark says that nothing at or before
 * it comes any more, so an evaluation second is over at its last millisecond.
 */
final class EvaluationTimers {

  private EvaluationTimers() {}

  /** The instant of the timer that rings when an evaluation second is over. */
  static long ofSecond(long secondEndMillis) {
    return secondEndMillis - 1;
  }

  /** The end of the last evaluation second that is over at a watermark. */
  static long closedBy(long watermarkMillis) {
    return EvaluationSecond.closedBy(Math.min(watermarkMillis, Long.MAX_VALUE - 1) + 1);
  }
}
