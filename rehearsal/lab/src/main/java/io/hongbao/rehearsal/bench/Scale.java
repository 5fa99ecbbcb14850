package io.hongbao.rehearsal.bench;

import java.time.Duration;

/**
 * How long and how often is measured.
 *
 * @param pairs how often thing and baseline are measured in turn
 * @param window each time
 * @param warmUp the longest that a rate is waited for to be flat
 * @param users over HTTP, each with a ticket of its own
 * @param turn how often each may shake: users over turn is the highest rate there can be
 * @param logUsers whose shakes the draw reads
 * @param logTurns of each of them
 */
public record Scale(
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
          2,
          Duration.ofSeconds(4),
          Duration.ofSeconds(20),
          20_000,
          Duration.ofSeconds(3),
          20_000,
          2);

  public Scale {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs is " + pairs + ", expected at least 1");
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
        pairs,
        window,
        warmUp,
        isQuick() ? 1_000 : 24_000,
        isQuick() ? turn : Duration.ofMillis(500),
        logUsers,
        logTurns);
  }

  /** The highest rate at which no user has to shake twice in a turn. */
  double maxPerSecond() {
    return users * 1e3 / turn.toMillis();
  }

  boolean isQuick() {
    return pairs == QUICK.pairs;
  }

  boolean isBrief() {
    return pairs == BRIEF.pairs;
  }
}
