package io.hongbao.domain.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * An edge in virtual time, as far as fraud detection sees it: it logs the first post of each of a
 * user's turns, and of all others what a {@link RepeatReporter} says, which it asks at each
 * multiple of {@link RepeatReporter#SWEEP_PERIOD_MILLIS}. It refuses nobody. What it remembers
 * grows with the users who post, of whom the caller has a bounded number. Not thread-safe.
 *
 * @param <T> a post as the caller knows it
 */
public final class SimulatedEdge<T> {

  /** Where the records go, in the order of time. */
  public interface Log<T> {

    /**
     * Takes a record.
     *
     * @param atMillis when it is logged
     * @param post the last one of those that it stands for
     * @param stampMillis when that post came
     * @param repeats posts before it that were not logged
     */
    void append(long atMillis, T post, long stampMillis, int repeats);
  }

  private final Log<T> log;
  private final Map<String, String> turns = new HashMap<>();

  /** By name, so that reports of one sweep come in the same order each time. */
  private final RepeatReporter<T> reporter = new RepeatReporter<>(new ConcurrentSkipListMap<>());

  private long nextSweepMillis;

  /** An edge that has seen nobody. */
  public SimulatedEdge(Log<T> log) {
    this.log = log;
  }

  /**
   * A user posts a turn, which is that user's current one.
   *
   * @param atMillis not before any earlier post
   */
  public void post(String user, String turn, T post, long atMillis) {
    passTimeTo(atMillis);
    if (turn.equals(turns.put(user, turn))) {
      reporter.repeated(user, post, atMillis);
    } else {
      log.append(atMillis, post, atMillis, reporter.takeFor(user));
    }
  }

  /** Logs the reports that are due by then. */
  public void passTimeTo(long nowMillis) {
    while (nextSweepMillis <= nowMillis && !reporter.isEmpty()) {
      sweep();
    }
    nextSweepMillis =
        nowMillis
            - Math.floorMod(nowMillis, RepeatReporter.SWEEP_PERIOD_MILLIS)
            + RepeatReporter.SWEEP_PERIOD_MILLIS;
  }

  /** Logs the reports of all posts that are left, when they are due. */
  public void finish() {
    while (!reporter.isEmpty()) {
      sweep();
    }
  }

  private void sweep() {
    long atMillis = nextSweepMillis;
    reporter
        .takeDue(atMillis)
        .forEach(
            report -> log.append(atMillis, report.used(), report.stampMillis(), report.repeats()));
    nextSweepMillis += RepeatReporter.SWEEP_PERIOD_MILLIS;
  }
}
