package io.hongbao.domain.draw;

/**
 * How long the answer to a shake can be looked up. It is no part of the draw, and travels with the
 * terms so that all that is kept of a shake follows from the log.
 *
 * @param keptMillis of a shake that the log took at {@code fromMillis} or later, counted from when
 *     its outcome is written; 10 minutes to 24 hours
 * @param fromMillis epoch milliseconds; answers to earlier shakes are kept for 10 minutes
 */
public record AnswerLifetime(long keptMillis, long fromMillis) {

  /** Ten minutes. */
  public static final long SHORTEST_MILLIS = 600_000;

  public static final long LONGEST_MILLIS = 86_400_000;

  /** Ten minutes for every answer. */
  public static final AnswerLifetime USUAL = new AnswerLifetime(SHORTEST_MILLIS, 0);

  public AnswerLifetime {
    if (keptMillis < SHORTEST_MILLIS || keptMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException(
          "answers kept for "
              + keptMillis
              + " ms: expected "
              + SHORTEST_MILLIS
              + " to "
              + LONGEST_MILLIS);
    }
    if (fromMillis < 0 || fromMillis > WaveSchedule.LATEST_MILLIS) {
      throw new IllegalArgumentException(
          "answers kept longer from "
              + fromMillis
              + " ms: expected 0 to "
              + WaveSchedule.LATEST_MILLIS);
    }
  }

  /** How long an answer is kept to a shake that the log took at an instant. */
  public long keptMillisAt(long appendedAtMillis) {
    return appendedAtMillis >= fromMillis ? keptMillis : SHORTEST_MILLIS;
  }
}
