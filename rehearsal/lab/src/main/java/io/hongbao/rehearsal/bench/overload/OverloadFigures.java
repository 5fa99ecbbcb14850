package io.hongbao.rehearsal.bench.overload;

import java.util.Locale;

/**
 * How calm one run was: levels of load one after the other, by one kind of phones.
 *
 * @param offeredAt10x shakes a second as they were sent
 * @param goodputAt10x outcomes heard a second, over the cap
 * @param acceptedP99MillisAt10x from a shake that was accepted to its outcome
 * @param servedShareAt10x packets and answers that were asked for and given
 * @param settleMillisAt1Point4x after the step to 1.4 times the cap, until outcomes come at the
 *     cap; the whole level if that is not reached
 * @param acceptSettleMillisAt1Point4x the same of the shakes that are accepted
 * @param steadyShareAt1Point4x half seconds of that level, but for its first second, in which as
 *     many shakes are accepted as the cap allows
 * @param recoveredSeconds from the end of the overload until shakes are answered as if there had
 *     been none; the whole time if that is not reached
 */
public record OverloadFigures(
    double offeredAt10x,
    double goodputAt10x,
    double acceptedP99MillisAt10x,
    double servedShareAt10x,
    double settleMillisAt1Point4x,
    double acceptSettleMillisAt1Point4x,
    double steadyShareAt1Point4x,
    double recoveredSeconds) {

  private static final double TOLERANCE = 0.05;
  private static final double MIN_PROMPT = 0.99;
  private static final long FIRST_SECOND_MILLIS = 1_000;

  /**
   * Computes them.
   *
   * @param capPerSecond shakes that are decided a second at most
   * @param step the level of 1.4 times the cap, after one at the cap
   * @param highest the level of 10 times the cap
   * @param after the overload, by phones that had no part in it
   */
  public static OverloadFigures of(
      CrowdTally tally, int capPerSecond, Level step, Level highest, Level after) {
    CalmWindows.Condition steady = CalmWindows.within(tally.accepted(), capPerSecond, TOLERANCE);
    return new OverloadFigures(
        tally.offered().perSecond(highest.fromMillis(), highest.toMillis()),
        tally.answered().perSecond(highest.fromMillis(), highest.toMillis()) / capPerSecond,
        tally.acceptedMicros(highest.fromMillis(), highest.toMillis()).getValueAtPercentile(99)
            / 1e3,
        tally.servedShare(highest.fromMillis(), highest.toMillis()),
        millis(step, CalmWindows.within(tally.answered(), capPerSecond, TOLERANCE)),
        millis(step, steady),
        CalmWindows.calmShare(step.fromMillis() + FIRST_SECOND_MILLIS, step.toMillis(), steady),
        millis(after, CalmWindows.mostly(tally.offered(), tally.prompt(), MIN_PROMPT)) / 1e3);
  }

  /** The worse of two runs, figure by figure. */
  public OverloadFigures worse(OverloadFigures other) {
    return new OverloadFigures(
        Math.min(offeredAt10x, other.offeredAt10x),
        Math.min(goodputAt10x, other.goodputAt10x),
        Math.max(acceptedP99MillisAt10x, other.acceptedP99MillisAt10x),
        Math.min(servedShareAt10x, other.servedShareAt10x),
        Math.max(settleMillisAt1Point4x, other.settleMillisAt1Point4x),
        Math.max(acceptSettleMillisAt1Point4x, other.acceptSettleMillisAt1Point4x),
        Math.min(steadyShareAt1Point4x, other.steadyShareAt1Point4x),
        Math.max(recoveredSeconds, other.recoveredSeconds));
  }

  /** A line for people. */
  public String toLine() {
    return String.format(
        Locale.ROOT,
        "10x: %,.0f/s offered, goodput %.3f of the cap, accepted p99 %.0f ms, %.4f of packets and"
            + " answers served; 1.4x: outcomes at the cap after %.0f ms, accepted after %.0f ms and"
            + " %.2f of the time; recovered after %.1f s",
        offeredAt10x,
        goodputAt10x,
        acceptedP99MillisAt10x,
        servedShareAt10x,
        settleMillisAt1Point4x,
        acceptSettleMillisAt1Point4x,
        steadyShareAt1Point4x,
        recoveredSeconds);
  }

  private static double millis(Level level, CalmWindows.Condition condition) {
    return CalmWindows.calmAfterMillis(level.fromMillis(), level.toMillis(), condition)
        .orElse(level.toMillis() - level.fromMillis());
  }
}
