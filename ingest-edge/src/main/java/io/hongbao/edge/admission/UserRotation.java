package io.hongbao.edge.admission;

/**
 * Which users have the first call on a turn while not every new shake is taken. Each user has a
 * place on a circle, from which every turn goes on by the golden ratio; who is below the share has
 * the call. So of any moment's users the share has it, each of them has it in that share of all
 * turns, spread as evenly as can be, and all edges say the same without a word between them. Nobody
 * gains by asking at another edge or more often.
 *
 * <p>DAGOR rotates the users that it prefers by the hour, so that a session of many requests goes
 * through as a whole. Here each turn is a session of its own, so users rotate by the turn.
 */
public final class UserRotation {

  /** 2^64 divided by the golden ratio, odd. */
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  /** Half of the circle as a number: places are compared by their upper 63 bits. */
  private static final double CIRCLE = 0x1p63;

  private UserRotation() {}

  /**
   * Where a user stands at a turn: 0 to 2^63 - 1, the whole circle.
   *
   * @param userHash of {@link io.hongbao.domain.draw.UserHash}
   * @param turnOfTime counts turns beyond the bounds of waves, so that no wave begins with the
   *     users of the last one
   */
  public static long place(long userHash, long turnOfTime) {
    // The hash also gives bucket and phase, which the place must not tell.
    long mixed = (userHash ^ (userHash >>> 31)) * 0xd6e8feb86659fd93L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
    mixed ^= mixed >>> 32;
    return (mixed + turnOfTime * GOLDEN_RATIO) >>> 1;
  }

  /** The turn of time that a turn of a wave is. */
  public static long turnOfTime(long opensAtMillis, int turnMillis, int turn) {
    return opensAtMillis / turnMillis + turn;
  }

  /** Below which place a share of all users stands. */
  public static long limitOf(double share) {
    return share >= 1 ? Long.MAX_VALUE : (long) (Math.max(0, share) * CIRCLE);
  }

  /** Whether a place is below a limit. */
  public static boolean isBelow(long place, long limit) {
    return place < limit || limit == Long.MAX_VALUE;
  }
}
