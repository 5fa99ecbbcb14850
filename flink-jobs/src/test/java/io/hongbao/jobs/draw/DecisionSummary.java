package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.wire.records.DecidedShake;
import java.util.Optional;

/**
 * A decided shake as tests compare it.
 *
 * @param outcome empty for CLOSED
 */
record DecisionSummary(String user, String shakeId, Optional<Outcome> outcome) {

  static DecisionSummary of(DecidedShake decided) {
    return new DecisionSummary(decided.user(), decided.shakeId().toString(), decided.outcome());
  }

  static DecisionSummary with(String user, int turn, Outcome outcome) {
    return new DecisionSummary(user, TestShow.WAVE + "-" + turn, Optional.of(outcome));
  }

  static DecisionSummary closed(String user, int turn) {
    return new DecisionSummary(user, TestShow.WAVE + "-" + turn, Optional.empty());
  }
}
