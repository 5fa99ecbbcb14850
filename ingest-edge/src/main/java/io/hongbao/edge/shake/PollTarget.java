package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;

/**
 * Something whose outcome the {@link AnswerPoller} asks the cache for, again and again until it is
 * settled. Called in the poller's and the cache's threads; must return at once.
 */
interface PollTarget {

  AnswerKey key();

  /** Whether nothing more needs to be asked. */
  boolean isSettled();

  /** How long the cache is left alone when it did not know the answer. */
  long pauseMillis(long ageMillis);

  /** Whether somebody waits who would want to hear that the bucket says CLOSED. */
  boolean mayBeClosed();

  /** The cache has the outcome. */
  void answered(Outcome outcome);

  /** The cache did not have it just now; asked again unless this settles it. */
  void missed(long nowMillis);

  /** The bucket said CLOSED a moment ago. */
  void closedForNow();

  /** The cache did not answer; asked again unless this settles it. */
  void cacheFailed(long nowMillis);
}
