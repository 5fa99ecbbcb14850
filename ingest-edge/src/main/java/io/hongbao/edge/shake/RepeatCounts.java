package io.hongbao.edge.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * How often users asked since their last logged shake without a shake being logged. Fraud detection
 * reads it from the next one. Thread-safe.
 */
final class RepeatCounts {

  private final Cache<String, Integer> counts;

  /**
   * No repeats yet.
   *
   * @param mostUsers that are counted; beyond that the least busy are forgotten
   */
  RepeatCounts(int mostUsers) {
    this.counts = Caffeine.newBuilder().maximumSize(mostUsers).executor(Runnable::run).build();
  }

  void add(String user, int repeats) {
    counts.asMap().merge(user, repeats, Integer::sum);
  }

  /** The user's count, which starts again at 0. */
  int take(String user) {
    // Nearly every shake finds nothing: look before taking, which costs a write.
    if (counts.getIfPresent(user) == null) {
      return 0;
    }
    Integer taken = counts.asMap().remove(user);
    return taken == null ? 0 : taken;
  }
}
