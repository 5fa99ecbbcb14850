package io.hongbao.rehearsal.bench;

import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param depth what the figures are good for
 * @param pairs how often thing and baseline are measured in turn
 * @param window each time
 * @param warmUp the longest that a rate is waited for to be flat
 * @param users over HTTP, each with a ticket of its own
 * @param turn how often each may shake: users over turn is the highest rate there can be
 * @param logUsers whose shakes the draw reads
 * @param logTurns of each of them
 */
public record Scale(
    Depth depth,
    int pairs,
    Duration window,
    Duration warmUp,
    int users,
    Duration turn,
    int logUsers,
    int logTurns) {

  /** What figures are quoted from. */
  public static final Scale FULL =
      new Scale(
          Depth.FULL,
          3,
          Duration.ofSeconds(10),
          Duration.ofSeconds(150),
          140_000,
          Duration.ofSeconds(3),
          1_000_000,
          5);

  /** What only shows whether all works. */
  public static final Scale QUICK =
      new Scale(
          Depth.QUICK,
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          10_000,
          Duration.ofSeconds(1),
          20_000,
          2);

  /** What shows whether a build costs much more than another: not warm, but measured. */
  public static final Scale BRIEF =
      new Scale(
          Depth.BRIEF,
          2,
          Duration.ofSeconds(4),
          Duration.ofSeconds(20),
          20_000,
          Duration.ofSeconds(3),
          20_000,
          2);

  /** The most pairs that one run measures: hours of them. */
  public static final int MAX_PAIRS = 20;

  /** What figures are good for. */
  private enum Depth {
    FULL,
    BRIEF,
    QUICK
  }

  public Scale {
    if (pairs < 1 || pairs > MAX_PAIRS) {
      throw new IllegalArgumentException("pairs is " + pairs + ", expected 1 to " + MAX_PAIRS);
    }
    if (window.toMillis() < 100) {
      throw new IllegalArgumentException("window is " + window + ", expected 100 ms or more");
    }
  }

  /**
   * The same where half of the users have a WebSocket each, which a process may hold some 15,000
   * of: fewer users, who may shake more often.
   */
  public Scale live() {
    return new Scale(
        depth,
        pairs,
        window,
        warmUp,
        isQuick() ? 1_000 : 24_000,
        isQuick() ? turn : Duration.ofMillis(500),
        logUsers,
        logTurns);
  }

  /**
   * The same, measured this often.
   *
   * @throws IllegalArgumentException unless it is 1 to {@value #MAX_PAIRS}
   */
  public Scale withPairs(int pairs) {
    return new Scale(depth, pairs, window, warmUp, users, turn, logUsers, logTurns);
  }

  /** The highest rate at which no user has to shake twice in a turn. */
  double maxPerSecond() {
    return users * 1e3 / turn.toMillis();
  }

  boolean isQuick() {
    return depth == Depth.QUICK;
  }

  boolean isBrief() {
    return depth == Depth.BRIEF;
  }
}
