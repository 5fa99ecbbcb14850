package io.hongbao.edge.metrics;

import java.util.List;
import java.util.OptionalLong;

/**
 * How many answers took how long, since an edge started.
 *
 * @param steps in the order of their delays
 * @param total with those that took longer than the last step
 */
public record AnswerDelays(List<Step> steps, long total) {

  /** How many answers took a delay or less. */
  public record Step(long delayMillis, long answers) {}

  public AnswerDelays {
    steps = List.copyOf(steps);
  }

  /**
   * The step that 99 of 100 answers since an earlier look did not exceed, the last one if they did;
   * empty if there were none.
   */
  OptionalLong p99MillisSince(AnswerDelays before) {
    long answers = total - before.total;
    if (answers <= 0) {
      return OptionalLong.empty();
    }
    long rank = answers - answers / 100;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).answers() - before.steps.get(i).answers() >= rank) {
        return OptionalLong.of(steps.get(i).delayMillis());
      }
    }
    return OptionalLong.of(steps.get(steps.size() - 1).delayMillis());
  }
}
