package io.hongbao.rehearsal.bench.stats;

/**
 * What a figure should reach.
 *
 * @param bound the worst value that is good enough
 * @param atLeast whether more is better
 */
public record Goal(double bound, boolean atLeast) {

  public static Goal atLeast(double bound) {
    return new Goal(bound, true);
  }

  public static Goal atMost(double bound) {
    return new Goal(bound, false);
  }

  public boolean isMetBy(double value) {
    return atLeast ? value >= bound : value <= bound;
  }

  @Override
  public String toString() {
    return (atLeast ? ">= " : "<= ") + Spread.number(bound);
  }
}
