package io.hongbao.rules.crowd;

import java.util.Optional;

/**
 * When one phone posts: the same for the same seed, whatever the servers answer. So an audience and
 * a backtest without any server see the same posts. Not thread-safe.
 */
public interface PostingBehavior {

  /** The next post, later than all before it; empty when the show is over. */
  Optional<PhonePost> next();

  /**
   * A phone posts.
   *
   * @param atMillis by the show's clock
   * @param again whether it has posted in this turn before, for want of patience
   */
  record PhonePost(long atMillis, boolean again) {}
}
