package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.history.Breach;
import io.hongbao.rehearsal.torture.history.Finding;
import io.hongbao.rehearsal.torture.history.History;
import io.hongbao.rehearsal.torture.history.HistoryText;
import io.hongbao.rehearsal.torture.history.Mark;
import java.time.Duration;
import java.util.List;

/** What the checkers found in a history, and the faults that belong to it. */
final class Checks {

  private final History history;
  private final List<Finding> findings;
  private final List<Mark> marks;
  private final long startMillis;

  /**
   * Checks a history.
   *
   * @param patience within which an acknowledged shake must be answered
   * @param startMillis from which people count its time
   */
  Checks(History history, Duration patience, List<TimedFault> faults, long startMillis) {
    this.history = history;
    this.findings = history.check(patience);
    this.marks = faults.stream().map(TortureText::mark).toList();
    this.startMillis = startMillis;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Whether nothing is wrong; a history in which nothing was heard proves nothing. */
  boolean areOk() {
    return findings.stream().allMatch(Finding::isOk) && !history.events().isEmpty();
  }

  /** The history around a breach, by time. */
  String around(Breach breach) {
    return HistoryText.around(breach, history, marks, startMillis);
  }
}
