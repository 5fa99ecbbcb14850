package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;

/**
 * Receives the outcomes of the shakes that an edge has logged. The feed calls it from one thread of
 * its own; it must not block. An outcome may be delivered more than once.
 */
public interface OutcomeListener {

  /** A shake's outcome, the same however often it is told. */
  void decided(AnswerKey key, Outcome outcome);

  /** The bucket said CLOSED for now, so the shake is undecided. */
  void closedForNow(AnswerKey key);
}
