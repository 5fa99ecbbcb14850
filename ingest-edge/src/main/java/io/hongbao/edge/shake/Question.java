package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;

/**
 * Something whose outcome the {@link AnswerPoller} asks the cache for, again and again until it is
 * settled. The abstract methods are called in the poller's and the cache's threads.
 */
abstract class Question {

  private final AnswerKey key;

  /** The poller's own notes, in its monotonic milliseconds; nobody else touches them. */
  final AskingNotes notes = new AskingNotes();

  Question(AnswerKey key) {
    this.key = key;
  }

  final AnswerKey key() {
    return key;
  }

  /** Whether nothing more needs to be asked. */
  abstract boolean isSettled();

  /** How long the cache is left alone when it did not know the answer. */
  abstract long pauseMillis(long ageMillis);

  /** Whether somebody waits who would want to hear that the bucket says CLOSED. */
  abstract boolean mayBeClosed();

  /** The cache has the outcome. */
  abstract void answered(Outcome outcome);

  /** The cache did not have it just now; asked again unless this settles it. */
  abstract void missed(long nowMillis);

  /** The bucket said CLOSED a moment ago. */
  abstract void closedForNow();

  /** The cache did not answer; asked again unless this settles it. */
  abstract void cacheFailed(long nowMillis);
}
