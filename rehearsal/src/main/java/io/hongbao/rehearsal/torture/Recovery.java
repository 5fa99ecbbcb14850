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
 */
final class Recovery {

  /** Silence that a phone would notice, and longer than any pause of a healthy system. */
  static final long GAP_MILLIS = 250;

  private Recovery() {}

  /**
   * The recovery in milliseconds; empty if the last gap had not ended when the window did.
   *
   * @param endMillis of the window, exclusive
   * @param answers in any order; those that do not count may be among them
   */
  static OptionalLong millis(StruckFault fault, long endMillis, List<Decided> answers) {
    long[] heard = heardMillis(fault, endMillis, answers);
    long recoveredAtMillis = fault.atMillis();
    long lastMillis = fault.atMillis();
    for (long millis : heard) {
      if (millis - lastMillis > GAP_MILLIS) {
        recoveredAtMillis = millis;
      }
      lastMillis = millis;
    }
    return endMillis - lastMillis > GAP_MILLIS
        ? OptionalLong.empty()
        : OptionalLong.of(recoveredAtMillis - fault.atMillis());
  }

  /** Whether answers have flown for {@code forMillis} without a gap. */
  static boolean flows(StruckFault fault, long nowMillis, List<Decided> answers, long forMillis) {
    if (nowMillis - fault.untilMillis() < forMillis) {
      return false;
    }
    OptionalLong recovery = millis(fault, nowMillis, answers);
    return recovery.isPresent()
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
