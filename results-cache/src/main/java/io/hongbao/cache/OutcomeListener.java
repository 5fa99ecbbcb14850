package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;

/**
 * Hears what was decided of the shakes that an edge has logged. Called in one thread of the feed's
 * own; must not block. The same may be told again.
 */
public interface OutcomeListener {

  /** A shake's outcome, the same however often it is told. */
  void decided(AnswerKey key, Outcome outcome);

  /** The bucket said CLOSED for now, so the shake is undecided. */
  void closedForNow(AnswerKey key);
}
