package io.hongbao.rehearsal.rundown;

import java.time.Duration;

/**
 * A step and what came of it.
 *
 * @param dueAfter when it was to begin, from the beginning of the show, as it is played
 * @param begunAfter when it began, likewise; later if the steps before took long
 * @param endedAfter when its result was known, likewise
 * @param said by the command, or what was found
 */
public record PlayedStep(
    RundownStep step,
    Duration dueAfter,
    Duration begunAfter,
    Duration endedAfter,
    Verdict verdict,
    String said) {

  /** How much later than it should it began. */
  Duration late() {
    return begunAfter.minus(dueAfter);
  }

  /** How a step ended. */
  public enum Verdict {
    DONE(true),
    REFUSED(false),
    MET(true),
    MISSED(false);

    private final boolean good;

    Verdict(boolean good) {
      this.good = good;
    }

    public boolean isGood() {
      return good;
    }
  }
}
