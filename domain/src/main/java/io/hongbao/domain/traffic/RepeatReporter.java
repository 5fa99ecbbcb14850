package io.hongbao.domain.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/**
 * What an edge logs of posts that use no new turn: repeats of a turn that is used, and posts that a
 * gate refused. They are counted by user. The count rides on the user's next logged shake; if none
 * comes soon, the used turn is logged once more as a report of it.
 *
 * <p>An edge, the cases of rules and backtests all decide by this class. It reads no clock and does
 * no I/O. It is as thread-safe as its map, and as bounded.
 *
 * @param <T> a turn's use as the caller knows it: what a report is made of
 */
public final class RepeatReporter<T> {

  /** A count is due for a report when its first post is so old. */
  public static final long REPORT_AFTER_MILLIS = 750;

  /**
   * How often an edge looks for counts that are due. So a user who hammers is reported within 950
   * ms.
   */
  public static final long SWEEP_PERIOD_MILLIS = 200;

  /**
   * Posts of a user that were not logged.
   *
   * @param posts how many
   * @param sinceMillis when the first of them came
   * @param lastMillis when the last of them came
   * @param used the user's turn that was used last; null if not known, then there is no report
   */
  public record Count<T>(int posts, long sinceMillis, long lastMillis, T used) {

    private Count<T> and(Count<T> later) {
      return new Count<>(
          posts + later.posts,
          posts == 0 ? later.sinceMillis : sinceMillis,
          later.lastMillis,
          later.used == null ? used : later.used);
    }

    private boolean isDueAt(long nowMillis) {
      return posts > 0 && used != null && nowMillis - sinceMillis >= REPORT_AFTER_MILLIS;
    }
  }

  /**
   * A record to be logged: the user's last post stands for itself and for those before it.
   *
   * @param used the turn that it names
   * @param stampMillis when the last post came
   * @param repeats posts before the last one
   */
  public record Report<T>(String user, T used, long stampMillis, int repeats) {}

  private final ConcurrentMap<String, Count<T>> counts;

  /**
   * A reporter that has counted nothing.
   *
   * @param counts empty; holds the count of each user who has one. A map that forgets some of them
   *     bounds the memory, and their posts go unreported
   */
  public RepeatReporter(ConcurrentMap<String, Count<T>> counts) {
    this.counts = counts;
  }

  /** A turn that is used already was posted again. */
  public void repeated(String user, T used, long atMillis) {
    add(user, new Count<>(1, atMillis, atMillis, used));
  }

  /** A post was refused: its turn is not used, and must not be by a report. */
  public void refused(String user, long atMillis) {
    add(user, new Count<>(1, atMillis, atMillis, null));
  }

  /**
   * Remembers which turn a user has used, so that posts that are refused later can be reported with
   * it.
   */
  public void remember(String user, T used, long atMillis) {
    add(user, new Count<>(0, atMillis, atMillis, used));
  }

  /** The repeats that a shake about to be logged carries; the user's count starts again at 0. */
  public int takeFor(String user) {
    // Nearly every shake finds nothing: look before taking, which costs a write.
    if (counts.get(user) == null) {
      return 0;
    }
    Count<T> taken = counts.remove(user);
    return taken == null ? 0 : taken.posts();
  }

  /** The log did not take the shake that should have carried these repeats. */
  public void giveBack(String user, int repeats, long atMillis) {
    if (repeats > 0) {
      add(user, new Count<>(repeats, atMillis, atMillis, null));
    }
  }

  /** The log did not take a report. */
  public void giveBack(Report<T> report) {
    giveBack(report.user(), report.repeats() + 1, report.stampMillis());
    remember(report.user(), report.used(), report.stampMillis());
  }

  /** The reports that are due; their counts start again at 0. */
  public List<Report<T>> takeDue(long nowMillis) {
    List<Report<T>> due = new ArrayList<>();
    counts.forEach(
        (user, count) -> {
          if (count.isDueAt(nowMillis) && counts.remove(user, count)) {
            due.add(new Report<>(user, count.used(), count.lastMillis(), count.posts() - 1));
          }
        });
    return due;
  }

  /** Whether no user has a count. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  private void add(String user, Count<T> more) {
    counts.merge(user, more, Count::and);
  }
}
