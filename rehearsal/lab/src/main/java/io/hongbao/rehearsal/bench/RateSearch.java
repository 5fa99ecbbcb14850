package io.hongbao.rehearsal.bench;

import java.util.OptionalDouble;

/**
 * Looks for the highest rate that is kept up with: upwards in steps until one fails, then halving
 * the gap. What failed once is not tried again, so a disturbed step costs some of the result.
 */
final class RateSearch {

  private final double most;
  private final double stepFactor;
  private final double precision;
  private final int maxTries;

  private double highestKept;
  private double lowestFailed = Double.POSITIVE_INFINITY;
  private double next;
  private int tries;

  /**
   * A search that has not begun.
   *
   * @param first rate to try
   * @param most the highest rate that may be tried
   * @param stepFactor from one rate to the next, above 1
   * @param precision the gap that is close enough, as a share of the rate
   */
  RateSearch(double first, double most, double stepFactor, double precision, int maxTries) {
    if (!(first > 0 && most >= first && stepFactor > 1 && precision > 0)) {
      throw new IllegalArgumentException(
          "search from " + first + " to " + most + " by " + stepFactor + " within " + precision);
    }
    this.next = first;
    this.most = most;
    this.stepFactor = stepFactor;
    this.precision = precision;
    this.maxTries = maxTries;
  }

  /** The rate to try now; empty when the search is over. */
  OptionalDouble next() {
    boolean close = lowestFailed - highestKept <= precision * highestKept;
    return tries >= maxTries || close || highestKept >= most
        ? OptionalDouble.empty()
        : OptionalDouble.of(next);
  }

  /** Tells whether the rate of {@link #next} was kept up with. */
  void tried(boolean keptUp) {
    tries++;
    if (keptUp) {
      highestKept = next;
    } else {
      lowestFailed = next;
    }
    if (lowestFailed == Double.POSITIVE_INFINITY) {
      next = Math.min(most, highestKept * stepFactor);
    } else if (highestKept == 0) {
      next = lowestFailed / 2;
    } else {
      next = (highestKept + lowestFailed) / 2;
    }
  }

  /** The highest that was kept up with so far; 0 if none was. */
  double highest() {
    return highestKept;
  }
}
