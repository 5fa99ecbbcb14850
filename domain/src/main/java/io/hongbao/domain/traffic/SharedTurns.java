package io.hongbao.domain.traffic;

/**
 * The turns that are taken while edges take a share of them: one of every two, which one is drawn
 * anew for each user and pair of turns. So every edge says the same without knowing what the others
 * let through, nobody waits for more than two turns, and half of the shakes of any moment are
 * taken. It decides what is logged, never what is won.
 */
public final class SharedTurns {

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private SharedTurns() {}

  /**
   * Whether a turn is taken.
   *
   * @param turn 0 or more
   * @param userHash of {@link io.hongbao.domain.draw.UserHash}
   */
  public static boolean mayUse(int turn, long userHash) {
    long hash = userHash + (turn >>> 1) * GOLDEN_RATIO;
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash >>> 63 == (turn & 1);
  }
}
