package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.history.Finding;
import io.hongbao.rehearsal.torture.history.Finding.HistoryBreach;
import io.hongbao.rehearsal.torture.history.History;
import io.hongbao.rehearsal.torture.history.HistoryFormatter;
import io.hongbao.rehearsal.torture.history.HistoryFormatter.Mark;
import java.util.List;

/**
 * What the checkers found in a history.
 *
 * @param marks the faults, as they stand in the history
 * @param startMillis from which people count its time
 */
record Checks(History history, List<Finding> findings, List<Mark> marks, long startMillis) {

  /** Whether nothing is wrong; a history in which nothing was heard proves nothing. */
  boolean areOk() {
    return findings.stream().allMatch(Finding::isOk) && !history.events().isEmpty();
  }

  /** The history around a breach, by time. */
  String around(HistoryBreach breach) {
    return HistoryFormatter.around(breach, history, marks, startMillis);
  }
}
