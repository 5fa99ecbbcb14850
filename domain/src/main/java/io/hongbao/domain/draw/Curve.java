package io.hongbao.domain.draw;

import java.math.BigDecimal;
import java.util.List;

/** How the packets of a wave are released over its length. */
public sealed interface Curve {

  /** At an even rate from the opening to the close. */
  record Uniform() implements Curve {}

  /** At a rate that rises evenly from nothing at the opening. */
  record Ramp() implements Curve {}

  /**
   * In heaps.
   *
   * @param steps by time; their shares sum to 1
   */
  record Steps(List<Step> steps) implements Curve {
    public Steps {
      steps = List.copyOf(steps);
      BigDecimal sum = steps.stream().map(Step::share).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (sum.compareTo(BigDecimal.ONE) != 0) {
        throw new IllegalArgumentException(
            "steps: shares sum to " + sum.toPlainString() + ", expected 1");
      }
      for (int i = 1; i < steps.size(); i++) {
        if (steps.get(i).atMillis() <= steps.get(i - 1).atMillis()) {
          throw new IllegalArgumentException("steps: expected in the order of their times");
        }
      }
    }
  }

  /**
   * The same, with no second in which more is released. An even curve stays as it is; a rising one
   * rises faster up to the cap and stays there; of a heap that is larger the rest follows at the
   * cap, and a later heap waits for it. Packets that are released and not won yet are not counted
   * against it.
   *
   * @param shape another kind of curve
   * @param maxPerSecond packets of all pools in any second, 1 to {@value #MAX_PER_SECOND}
   */
  record Capped(Curve shape, int maxPerSecond) implements Curve {

    public static final int MAX_PER_SECOND = 100_000_000;

    public Capped {
      if (shape instanceof Capped) {
        throw new IllegalArgumentException("a curve is capped twice, expected once");
      }
      if (maxPerSecond < 1 || maxPerSecond > MAX_PER_SECOND) {
        throw new IllegalArgumentException(
            "cap of " + maxPerSecond + " a second: expected 1 to " + MAX_PER_SECOND);
      }
    }
  }

  /**
   * One heap.
   *
   * @param atMillis after the opening
   * @param share of the wave's packets, above 0
   */
  record Step(long atMillis, BigDecimal share) {

    /** Most decimals of a share; a sum of shares cannot grow beyond them. */
    static final int MAX_DECIMALS = 20;

    public Step {
      if (atMillis < 0) {
        throw new IllegalArgumentException("step at " + atMillis + " ms: expected 0 or more");
      }
      if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "step of share " + share + ": expected above 0, up to 1");
      }
      if (share.scale() > MAX_DECIMALS) {
        throw new IllegalArgumentException(
            "step of share " + share + ": expected at most " + MAX_DECIMALS + " decimals");
      }
    }
  }
}
