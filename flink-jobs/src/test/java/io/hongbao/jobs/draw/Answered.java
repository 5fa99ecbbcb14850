package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.wire.records.DecidedShake;
import java.util.Optional;

/**
 * A decided shake as tests compare it.
 *
 * @param outcome empty for CLOSED
 */
record Answered(String user, String shakeId, Optional<Outcome> outcome) {

  static Answered of(DecidedShake decided) {
    return new Answered(decided.user(), decided.shakeId().toString(), decided.outcome());
  }

  static Answered with(String user, int turn, Outcome outcome) {
    return new Answered(user, TestShow.WAVE + "-" + turn, Optional.of(outcome));
  }

  static Answered closed(String user, int turn) {
    return new Answered(user, TestShow.WAVE + "-" + turn, Optional.empty());
  }
}
