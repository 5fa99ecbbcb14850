package io.hongbao.rehearsal.torture;

import java.util.List;
import java.util.OptionalLong;

/**
 * How long answers did not flow after a fault. Pure.
 *
 * <p>Only shakes count that were sent at or after the fault, through what it can hit: of an edge,
 * those that it answered itself; of all other parts, all. The recovery is the time from the fault
 * to the end of the last gap of more than {@link #GAP_MILLIS} without an answer to one of them that
 * begins within the window, which ends with the next fault, or after a minute. Without such a gap
 * it is 0.
 *
 * @param millis empty if the last gap had not ended when the window did
 * @param longestGapMillis of all gaps in the window, long or not: it tells an outage from a system
 *     that was merely slow, for there the recovery is made of many short gaps
 */
record Recovery(OptionalLong millis, long longestGapMillis) {

  /** Silence that a phone would notice, and longer than any pause of a healthy system. */
  static final long GAP_MILLIS = 250;

  /**
   * The recovery from a fault.
   *
   * @param endMillis of the window, exclusive
   * @param answers in any order; those that do not count may be among them
   */
  static Recovery of(StruckFault fault, long endMillis, List<Decided> answers) {
    long recoveredAtMillis = fault.atMillis();
    long lastMillis = fault.atMillis();
    long longestGapMillis = 0;
    for (long heardAtMillis : heardMillis(fault, endMillis, answers)) {
      long gapMillis = heardAtMillis - lastMillis;
      longestGapMillis = Math.max(longestGapMillis, gapMillis);
      if (gapMillis > GAP_MILLIS) {
        recoveredAtMillis = heardAtMillis;
      }
      lastMillis = heardAtMillis;
    }
    long lastGapMillis = endMillis - lastMillis;
    return new Recovery(
        lastGapMillis > GAP_MILLIS
            ? OptionalLong.empty()
            : OptionalLong.of(recoveredAtMillis - fault.atMillis()),
        Math.max(longestGapMillis, lastGapMillis));
  }

  /** Whether answers have flown for {@code forMillis} without a gap, and the fault is over. */
  static boolean flows(StruckFault fault, long nowMillis, List<Decided> answers, long forMillis) {
    OptionalLong recovery = of(fault, nowMillis, answers).millis();
    return recovery.isPresent()
        && nowMillis - fault.untilMillis() >= forMillis
        && nowMillis - (fault.atMillis() + recovery.getAsLong()) >= forMillis;
  }

  private static long[] heardMillis(StruckFault fault, long endMillis, List<Decided> answers) {
    return answers.stream()
        .filter(answer -> answer.sentAtMillis() >= fault.atMillis())
        .filter(answer -> isThroughWhatIsHit(answer, fault.fault()))
        .mapToLong(Decided::heardAtMillis)
        .filter(heardAtMillis -> heardAtMillis < endMillis)
        .sorted()
        .toArray();
  }

  private static boolean isThroughWhatIsHit(Decided answer, Fault fault) {
    return fault.part() != PartKind.EDGE || answer.edge() == fault.instance();
  }
}
