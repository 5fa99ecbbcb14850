package io.hongbao.rehearsal.bench;

import java.util.OptionalDouble;

/**
 * Looks for the highest rate that is kept up with: upwards in steps until one fails, then halving
 * the gap. A rate has failed when it was not kept up with twice in a row, so that one disturbance
 * does not decide.
 */
final class RateSearch {

  private final double max;
  private final double stepFactor;
  private final double precision;
  private final int maxTries;

  private double maxKept;
  private double minFailed = Double.POSITIVE_INFINITY;
  private double next;
  private int tries;
  private boolean isSecondTry;

  /**
   * A search that has not begun.
   *
   * @param first rate to try
   * @param max the highest rate that may be tried
   * @param stepFactor from one rate to the next, above 1
   * @param precision the gap that is close enough, as a share of the rate
   * @param maxTries of all rates together
   */
  RateSearch(double first, double max, double stepFactor, double precision, int maxTries) {
    if (!(first > 0 && max >= first && stepFactor > 1 && precision > 0)) {
      throw new IllegalArgumentException(
          "search from " + first + " to " + max + " by " + stepFactor + " within " + precision);
    }
    this.next = first;
    this.max = max;
    this.stepFactor = stepFactor;
    this.precision = precision;
    this.maxTries = maxTries;
  }

  /** The rate to try, for the second time if it failed once; empty when the search is over. */
  OptionalDouble next() {
    boolean close = minFailed - maxKept <= precision * maxKept;
    return tries >= maxTries || close || maxKept >= max
        ? OptionalDouble.empty()
        : OptionalDouble.of(next);
  }

  /** Tells whether the rate of {@link #next} was kept up with. */
  void tried(boolean keptUp) {
    tries++;
    isSecondTry = !keptUp && !isSecondTry;
    if (isSecondTry) {
      return;
    }
    if (keptUp) {
      maxKept = next;
    } else {
      minFailed = next;
    }
    if (minFailed == Double.POSITIVE_INFINITY) {
      next = Math.min(max, maxKept * stepFactor);
    } else if (maxKept == 0) {
      next = minFailed / 2;
    } else {
      next = (maxKept + minFailed) / 2;
    }
  }

  /** The highest that was kept up with so far; 0 if none was. */
  double highest() {
    return maxKept;
  }
}
