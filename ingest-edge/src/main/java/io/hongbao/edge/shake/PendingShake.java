package io.hongbao.edge.shake;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.log.ShakeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shake that this edge sent to the log and has no answer to yet, with all who wait for it.
 *
 * <pre>
 *   SENDING ──acknowledged──▶ ACKED ──outcome, CLOSED, or too old──▶ OVER
 *      └──────outcome, CLOSED, refused, or fate unknown───────────────▲
 * </pre>
 *
 * <p>Thread-safe. Waiters are told outside the lock.
 */
final class PendingShake extends Question implements ShakeLog.Receipt, Awaited {

  /**
   * How long a shake without an answer is kept after its turn can no longer be named, or after a
   * late acknowledgement: long enough for a job that restarts.
   */
  private static final long KEPT_MILLIS = 30_000;

  /**
   * Outcomes come by the feed. The cache is asked for one that is late, which is there if it was
   * kept; if not, it is missing.
   */
  private static final long OVERDUE_MILLIS = 1_000;

  private static final long OVERDUE_NANOS = TimeUnit.MILLISECONDS.toNanos(OVERDUE_MILLIS);

  private final ShakeUse use;
  private final ShakeDesk desk;
  private final long sentAtNanos;
  private List<Waiter> waiters = new ArrayList<>(1);
  private volatile State state = State.SENDING;

  /** What whoever comes too late is told; null until the shake is over. */
  private Fate ending;

  private volatile long keptUntilMillis;

  /** Touched by the desk's rounds alone. */
  private boolean isFoundOverdue;

  /** Null until the shake is acknowledged, and if its outcome was here before that. */
  private volatile LogEntry logEntry;

  /** Where a shake is on its way. */
  private enum State {
    SENDING,
    ACKED,
    OVER
  }

  PendingShake(ShakeUse use, ShakeDesk desk, long nowNanos) {
    super(use.key());
    this.use = use;
    this.desk = desk;
    this.sentAtNanos = nowNanos;
  }

  ShakeUse use() {
    return use;
  }

  /** Since when it is on its way, as {@link System#nanoTime()} tells. */
  long sentAtNanos() {
    return sentAtNanos;
  }

  /** Where it stands in the log, or is on its way to once more; of acknowledged ones only. */
  LogEntry logEntry() {
    return logEntry;
  }

  /** It was appended once more. */
  void isLoggedAt(LogEntry entry) {
    logEntry = entry;
  }

  boolean isAcknowledged() {
    return state == State.ACKED;
  }

  /**
   * Whether it is in the log, its outcome is late, and that was not said before. For one thread.
   *
   * @param nowNanos as {@link System#nanoTime()} tells
   */
  boolean isOverdueNow(long nowNanos) {
    if (isFoundOverdue || state != State.ACKED || nowNanos - sentAtNanos < OVERDUE_NANOS) {
      return false;
    }
    isFoundOverdue = true;
    return true;
  }

  /** Tells the waiter at once if there is something to tell, else when there is. */
  void join(Waiter waiter) {
    Fate fate;
    synchronized (this) {
      if (state == State.OVER) {
        fate = ending;
      } else if (state == State.ACKED && !waiter.waitsForAnswer()) {
        fate = Fate.PENDING;
      } else {
        waiters.add(waiter);
        return;
      }
    }
    waiter.hear(fate);
  }

  @Override
  public synchronized Fate leave(Waiter waiter) {
    if (state != State.OVER) {
      waiters.remove(waiter);
    }
    return switch (state) {
      case SENDING -> Fate.UNCERTAIN;
      case ACKED -> Fate.PENDING;
      case OVER -> ending;
    };
  }

  /** The outcome may have come before. */
  @Override
  public void acknowledged(long offset) {
    desk.countAcknowledgement(this);
    List<Waiter> content;
    synchronized (this) {
      if (state != State.SENDING) {
        return;
      }
      long nowMillis = desk.nowMillis();
      keptUntilMillis = Math.max(use.namedUntilMillis(), nowMillis) + KEPT_MILLIS;
      logEntry = new LogEntry(offset, nowMillis, 0);
      state = State.ACKED;
      content = new ArrayList<>(waiters.size());
      for (Waiter waiter : waiters) {
        if (!waiter.waitsForAnswer()) {
          content.add(waiter);
        }
      }
      waiters.removeAll(content);
    }
    content.forEach(waiter -> waiter.hear(Fate.PENDING));
  }

  @Override
  public void lost(Exception cause) {
    if (end(Fate.UNCERTAIN)) {
      desk.lost();
    }
  }

  /** The log took nothing. */
  void refused() {
    end(Fate.BUSY);
  }

  @Override
  void answered(Outcome outcome) {
    desk.found(key(), outcome);
    if (end(Fate.answered(outcome))) {
      desk.answered(this);
    }
  }

  /** The answer was here before anything was sent. */
  void answeredFromHere(Outcome outcome) {
    end(Fate.answered(outcome));
  }

  /** Lets go of the shake: the bucket will not decide this record, only one that comes after. */
  @Override
  void closedForNow() {
    end(Fate.CLOSED);
  }

  @Override
  void missed(long nowMillis) {
    letGoIfOldAt(nowMillis);
    if (state == State.ACKED) {
      desk.missed(this, nowMillis);
    }
  }

  /** Who waits hears that the shake is logged when the wait is over. */
  @Override
  void cacheFailed(long nowMillis) {
    letGoIfOldAt(nowMillis);
  }

  /** Its answer may still be looked up in the cache, if it ever comes. */
  private void letGoIfOldAt(long nowMillis) {
    if (nowMillis >= keptUntilMillis && end(Fate.PENDING)) {
      desk.dropped();
    }
  }

  private boolean end(Fate fate) {
    List<Waiter> left;
    synchronized (this) {
      if (state == State.OVER) {
        return false;
      }
      state = State.OVER;
      ending = fate;
      left = waiters;
      waiters = List.of();
    }
    desk.over(this);
    left.forEach(waiter -> waiter.hear(fate));
    return true;
  }

  @Override
  long pauseMillis(long ageMillis) {
    return OVERDUE_MILLIS;
  }

  @Override
  boolean isSettled() {
    return state == State.OVER;
  }

  /** The feed says so. */
  @Override
  boolean mayBeClosed() {
    return false;
  }
}
