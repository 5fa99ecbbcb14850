package io.hongbao.edge.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;

/**
 * How often users asked since their last logged shake without a shake being logged. Fraud detection
 * reads it from the next one, or from a report if none comes soon. Thread-safe.
 */
final class RepeatCounts {

  /** With the pause between two looks, users who hammer are reported once a second at least. */
  static final long OVERDUE_MILLIS = 750;

  /**
   * Posts of a user that were not logged.
   *
   * @param posts how many
   * @param sinceMillis when the first of them came
   * @param lastMillis when the last of them came
   * @param used the user's turn that was used last; null if not known, then there is no report
   */
  record Unlogged(int posts, long sinceMillis, long lastMillis, ShakeUse used) {

    private Unlogged and(Unlogged later) {
      return new Unlogged(
          posts + later.posts,
          posts == 0 ? later.sinceMillis : sinceMillis,
          later.lastMillis,
          later.used == null ? used : later.used);
    }

    private boolean isOverdueAt(long nowMillis) {
      return posts > 0 && used != null && nowMillis - sinceMillis >= OVERDUE_MILLIS;
    }
  }

  private final Cache<String, Unlogged> counts;

  /**
   * No repeats yet.
   *
   * @param mostUsers that are counted; beyond that the least busy are forgotten
   */
  RepeatCounts(int mostUsers) {
    this.counts = Caffeine.newBuilder().maximumSize(mostUsers).executor(Runnable::run).build();
  }

  /** A turn that is used already was posted again. */
  void add(ShakeUse use) {
    add(use.key().user(), new Unlogged(1, use.stampMillis(), use.stampMillis(), use));
  }

  /** A post was refused: its turn is not used, and must not be by a report. */
  void addRefused(String user, long nowMillis) {
    add(user, new Unlogged(1, nowMillis, nowMillis, null));
  }

  /**
   * Remembers whose turn was used, so that posts that are refused later can be reported with it.
   */
  void remember(ShakeUse use) {
    add(use.key().user(), new Unlogged(0, use.stampMillis(), use.stampMillis(), use));
  }

  /** Posts that were taken could not be told. */
  void giveBack(ShakeUse use, int posts) {
    if (posts > 0) {
      add(use.key().user(), new Unlogged(posts, use.stampMillis(), use.stampMillis(), null));
    }
  }

  private void add(String user, Unlogged more) {
    counts.asMap().merge(user, more, Unlogged::and);
  }

  /** The user's count, which starts again at 0. */
  int take(String user) {
    // Nearly every shake finds nothing: look before taking, which costs a write.
    if (counts.getIfPresent(user) == null) {
      return 0;
    }
    Unlogged taken = counts.asMap().remove(user);
    return taken == null ? 0 : taken.posts();
  }

  /** What has waited too long for the user's next shake; those counts start again at 0. */
  List<Unlogged> takeOverdue(long nowMillis) {
    List<Unlogged> overdue = new ArrayList<>();
    counts
        .asMap()
        .forEach(
            (user, unlogged) -> {
              if (unlogged.isOverdueAt(nowMillis) && counts.asMap().remove(user, unlogged)) {
                overdue.add(unlogged);
              }
            });
    return overdue;
  }
}
