package io.hongbao.rehearsal.bench.load;

import java.time.Duration;

/**
 * Who shakes next: users one after the other, each again only when a turn has passed since, so that
 * no shake repeats another. For one thread.
 */
public final class DueUsers {

  static final int NOBODY = -1;

  private final long[] shookAtNanos;
  private final long turnNanos;
  private int next;
  private long taken;

  /**
   * All users are due.
   *
   * @param turn zero if a user may come again at once
   */
  public DueUsers(int users, Duration turn) {
    this.shookAtNanos = new long[users];
    this.turnNanos = turn.toNanos();
  }

  /** A user whose turn it is, or {@link #NOBODY}. */
  int take(long nowNanos) {
    if (taken >= shookAtNanos.length && nowNanos - shookAtNanos[next] < turnNanos) {
      return NOBODY;
    }
    int user = next;
    shookAtNanos[user] = nowNanos;
    next = next + 1 == shookAtNanos.length ? 0 : next + 1;
    taken++;
    return user;
  }
}
