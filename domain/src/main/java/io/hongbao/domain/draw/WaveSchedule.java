package io.hongbao.domain.draw;

import io.hongbao.domain.Names;

/**
 * When a wave can be won, and how it is cut into turns for each user.
 *
 * <p>Turn 0 is [opens, opens + turn + phase); turn n ≥ 1 starts at opens + n·turn + phase. A turn
 * exists if it starts before the wave closes. It may be named until two turn lengths after its end.
 *
 * @param id the wave
 * @param opensAtMillis epoch milliseconds, inclusive
 * @param closesAtMillis epoch milliseconds, exclusive, after the opening
 * @param turnMillis a turn's length, 100 ms to one day
 */
public record WaveSchedule(String id, long opensAtMillis, long closesAtMillis, int turnMillis) {

  /** Shortest turn, in milliseconds. */
  public static final int SHORTEST_TURN_MILLIS = 100;

  /** Longest turn, in milliseconds: one day. */
  public static final int LONGEST_TURN_MILLIS = 86_400_000;

  /** Latest close, in epoch milliseconds: the end of the year 9999. No sum of times overflows. */
  public static final long LATEST_MILLIS = 253_402_300_799_999L;

  /** For how many turn lengths after its end a turn may still be named. */
  private static final int NAMED_FOR_TURNS = 2;

  /** Less than so many turn lengths after the close every turn has ended, for every user. */
  private static final int TURNS_END_AFTER_CLOSE = 2;

  /** For how long a record may be on its way to the log when nothing is sent any more. */
  private static final long ON_ITS_WAY_MILLIS = 10_000;

  public WaveSchedule {
    Names.requireId("wave", id);
    if (opensAtMillis < 0 || closesAtMillis <= opensAtMillis) {
      throw new IllegalArgumentException(
          "wave " + id + ": closes at " + closesAtMillis + ", expected after " + opensAtMillis);
    }
    if (closesAtMillis > LATEST_MILLIS) {
      throw new IllegalArgumentException(
          "wave " + id + ": closes at " + closesAtMillis + ", expected before the year 10000");
    }
    if (turnMillis < SHORTEST_TURN_MILLIS || turnMillis > LONGEST_TURN_MILLIS) {
      throw new IllegalArgumentException(
          "wave " + id + ": turn " + turnMillis + " ms, expected 100 ms to 24 h");
    }
  }

  public boolean isOpenAt(long atMillis) {
    return atMillis >= opensAtMillis && atMillis < closesAtMillis;
  }

  /** When the turn starts for the user of this hash; also defined for turns that do not exist. */
  public long turnStartsAtMillis(int turn, long userHash) {
    return turn == 0
        ? opensAtMillis
        : opensAtMillis + (long) turn * turnMillis + UserHash.phaseMillis(userHash, turnMillis);
  }

  /** When the turn ends: the next one starts, or would start had the wave not closed. */
  public long turnEndsAtMillis(int turn, long userHash) {
    return turnStartsAtMillis(turn + 1, userHash);
  }

  /** Whether the turn starts before the wave closes. */
  public boolean hasTurn(int turn, long userHash) {
    return turn >= 0 && turnStartsAtMillis(turn, userHash) < closesAtMillis;
  }

  /**
   * The turn that runs at an instant, 0 or more. It exists only while the wave is open.
   *
   * @throws IllegalArgumentException if the wave has not opened by then
   */
  public int turnAt(long atMillis, long userHash) {
    if (atMillis < opensAtMillis) {
      throw new IllegalArgumentException(
          "wave " + id + " opens at " + opensAtMillis + ", asked for " + atMillis);
    }
    long sinceFirstStart = atMillis - opensAtMillis - UserHash.phaseMillis(userHash, turnMillis);
    return sinceFirstStart < turnMillis ? 0 : Math.toIntExact(sinceFirstStart / turnMillis);
  }

  /** Whether a shake may use the turn at an instant: it is the current one or one of two before. */
  public boolean mayBeNamedAt(int turn, long atMillis, long userHash) {
    return hasTurn(turn, userHash)
        && atMillis >= turnStartsAtMillis(turn, userHash)
        && atMillis < lastNamedAtMillis(turn, userHash);
  }

  /** From when on the turn may no longer be named. */
  public long lastNamedAtMillis(int turn, long userHash) {
    return turnEndsAtMillis(turn, userHash) + (long) NAMED_FOR_TURNS * turnMillis;
  }

  /** From when on no turn may be named, by any user. */
  public long overAtMillis() {
    return closesAtMillis + (long) (TURNS_END_AFTER_CLOSE + NAMED_FOR_TURNS) * turnMillis;
  }

  /** From when on no shake of the wave can be on its way to the log. */
  public long quietAtMillis() {
    return overAtMillis() + ON_ITS_WAY_MILLIS;
  }
}
