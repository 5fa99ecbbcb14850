package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.Fault.InjectedFault;
import java.util.Comparator;
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
 * @param slowestMillis the longest that one of these shakes waited for its answer, of those heard
 *     in the window: it tells a part of the users who wait while others are answered
 */
record Recovery(OptionalLong millis, long longestGapMillis, long slowestMillis) {

  /**
   * A shake that heard its outcome.
   *
   * @param edge that told it, from 1
   * @param sentAtMillis when it was first posted, epoch milliseconds
   * @param heardAtMillis when it was answered
   */
  record DecidedAnswer(int edge, long sentAtMillis, long heardAtMillis) {}

  /** Silence that a phone would notice, and longer than any pause of a healthy system. */
  static final long GAP_MILLIS = 250;

  /** Less than half a turn. */
  static final long PROMPT_MILLIS = 2_000;

  /**
   * The recovery from a fault.
   *
   * @param endMillis of the window, exclusive
   * @param answers in any order; those that do not count may be among them
   */
  static Recovery of(InjectedFault fault, long endMillis, List<DecidedAnswer> answers) {
    List<DecidedAnswer> counted = counted(fault, endMillis, answers);
    long recoveredAtMillis = fault.atMillis();
    long lastMillis = fault.atMillis();
    long longestGapMillis = 0;
    long slowestMillis = 0;
    for (DecidedAnswer answer : counted) {
      long gapMillis = answer.heardAtMillis() - lastMillis;
      longestGapMillis = Math.max(longestGapMillis, gapMillis);
      slowestMillis = Math.max(slowestMillis, answer.heardAtMillis() - answer.sentAtMillis());
      if (gapMillis > GAP_MILLIS) {
        recoveredAtMillis = answer.heardAtMillis();
      }
      lastMillis = answer.heardAtMillis();
    }
    long lastGapMillis = endMillis - lastMillis;
    return new Recovery(
        lastGapMillis > GAP_MILLIS
            ? OptionalLong.empty()
            : OptionalLong.of(recoveredAtMillis - fault.atMillis()),
        Math.max(longestGapMillis, lastGapMillis),
        slowestMillis);
  }

  /**
   * Whether shakes are answered while their turns last: some were heard of within the last {@code
   * forMillis}, and each of them within {@link #PROMPT_MILLIS}.
   */
  static boolean isPrompt(long nowMillis, List<DecidedAnswer> answers, long forMillis) {
    List<DecidedAnswer> recent =
        answers.stream().filter(answer -> answer.heardAtMillis() > nowMillis - forMillis).toList();
    return !recent.isEmpty()
        && recent.stream()
            .allMatch(answer -> answer.heardAtMillis() - answer.sentAtMillis() <= PROMPT_MILLIS);
  }

  /**
   * Whether answers have come for {@code forMillis} and promptly, and the fault is over for as
   * long. How close together they come is no matter: few phones on a slow machine leave gaps.
   */
  static boolean flows(
      InjectedFault fault, long nowMillis, List<DecidedAnswer> answers, long forMillis) {
    List<DecidedAnswer> counted = counted(fault, nowMillis, answers);
    return nowMillis - fault.untilMillis() >= forMillis
        && !counted.isEmpty()
        && nowMillis - counted.get(0).heardAtMillis() >= forMillis
        && isPrompt(nowMillis, counted, forMillis);
  }

  /** The answers that count, in the order in which they were heard. */
  private static List<DecidedAnswer> counted(
      InjectedFault fault, long endMillis, List<DecidedAnswer> answers) {
    return answers.stream()
        .filter(answer -> answer.sentAtMillis() >= fault.atMillis())
        .filter(answer -> answer.heardAtMillis() < endMillis)
        .filter(answer -> isThroughWhatIsHit(answer, fault.fault()))
        .sorted(Comparator.comparingLong(DecidedAnswer::heardAtMillis))
        .toList();
  }

  private static boolean isThroughWhatIsHit(DecidedAnswer answer, Fault fault) {
    return fault.part() != PartKind.EDGE || answer.edge() == fault.instance();
  }
}
