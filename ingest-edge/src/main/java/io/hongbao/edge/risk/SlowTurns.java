package io.hongbao.edge.risk;

/**
 * The turns that a slowed user may use: every third, which ones depends on the user. So every edge
 * says the same without knowing what the others let through.
 */
public final class SlowTurns {

  /** How many turns make a slowed user's longer one. */
  public static final int EVERY = 3;

  private SlowTurns() {}

  public static boolean mayUse(int turn, long userHash) {
    return Math.floorMod(turn + Long.remainderUnsigned(userHash, EVERY), (long) EVERY) == 0;
  }
}
