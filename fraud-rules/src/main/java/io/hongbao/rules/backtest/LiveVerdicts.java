package io.hongbao.rules.backtest;

import io.hongbao.rules.verdict.Verdict;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What the risk job said first of whom, as its log has it. Not thread-safe. */
public final class LiveVerdicts {

  /**
   * A first verdict.
   *
   * @param secondMillis the end of the evaluation second in which the condition first held
   * @param loggedAtMillis when the log took it, the earliest if it has it twice after a crash
   */
  record First(long secondMillis, long loggedAtMillis) {

    private First earlier(First other) {
      if (secondMillis != other.secondMillis) {
        return secondMillis < other.secondMillis ? this : other;
      }
      return loggedAtMillis <= other.loggedAtMillis ? this : other;
    }
  }

  private final Map<VerdictKey, First> firsts = new HashMap<>();

  /** Takes a verdict that the log took at an instant, in any order. */
  public void take(long loggedAtMillis, Verdict verdict) {
    firsts.merge(
        VerdictKey.of(verdict), new First(verdict.firstMillis(), loggedAtMillis), First::earlier);
  }

  Map<VerdictKey, First> firsts() {
    return Collections.unmodifiableMap(firsts);
  }
}
