package io.hongbao.edge.shake;

import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shake that this edge sent to the log and has no answer to yet, with all who wait for it.
 *
 * <pre>
 *   SENDING ──acknowledge──▶ ACKED ──end──▶ OVER
 *      └──────────────end─────────────────────▲
 * </pre>
 *
 * <p>A state machine that calls nobody but those who wait for it, and them outside its lock: what
 * follows from a step is up to {@link ShakeService}, which takes it. Thread-safe.
 */
final class PendingShake implements AnswerSubscription {

  /**
   * Where the latest append of a pending shake stands in the log.
   *
   * @param offset in its partition; {@link #NOT_KNOWN} until Kafka has told it
   * @param appendedAtMillis by the edge's clock: acknowledged then, or sent as a repeat
   * @param repeats how often the edge has appended the shake again so far
   */
  record LatestAppend(long offset, long appendedAtMillis, int repeats) {

    /** Nothing is behind it. */
    static final long NOT_KNOWN = Long.MAX_VALUE;
  }

  /**
   * How long a shake without an answer is kept after its turn can no longer be named, or after a
   * late acknowledgement: long enough for a job that restarts.
   */
  private static final long KEPT_MILLIS = 30_000;

  /**
   * Outcomes come by the feed. The cache is asked for one that is late, which is there if it was
   * kept; if not, it is missing.
   */
  static final long OVERDUE_MILLIS = 1_000;

  private static final long OVERDUE_NANOS = TimeUnit.MILLISECONDS.toNanos(OVERDUE_MILLIS);

  private final ShakeSubmission submission;
  private final long sentAtNanos;
  private List<AnswerListener> listeners = new ArrayList<>(1);
  private volatile State state = State.SENDING;

  /** What whoever comes too late is told; null until the shake is over. */
  private ShakeStatus ending;

  private volatile long keptUntilMillis;

  /** Whether the bucket has said CLOSED of its latest append, as far as is known. */
  private volatile boolean closedForNow;

  /** Whether new shakes wait behind it, as far as is known. */
  private boolean isOnTheWay = true;

  /** Touched by the sweeper's thread alone. */
  private boolean isFoundOverdue;

  /** Null until the shake is acknowledged, and if its outcome was here before that. */
  private volatile LatestAppend latestAppend;

  /** Where a shake is on its way. */
  private enum State {
    SENDING,
    ACKED,
    OVER
  }

  PendingShake(ShakeSubmission submission, long nowNanos) {
    this.submission = submission;
    this.sentAtNanos = nowNanos;
  }

  ShakeSubmission submission() {
    return submission;
  }

  /** Since when it is on its way, as {@link System#nanoTime()} tells. */
  long sentAtNanos() {
    return sentAtNanos;
  }

  /** Where it stands in the log, or is on its way to once more; of acknowledged ones only. */
  LatestAppend latestAppend() {
    return latestAppend;
  }

  /** It was appended once more. */
  void isLoggedAt(LatestAppend latestAppend) {
    this.latestAppend = latestAppend;
  }

  /**
   * Its bucket was closed when it came to it. That is no end: appended again, it may be decided. It
   * is also told anew when the draw job repeats what it did before a restart, of appends that were
   * followed by others, so those who wait do not hear of it before their time is up.
   */
  void closeForNow() {
    closedForNow = true;
  }

  /**
   * It goes to the log again, and nothing is known of that append.
   *
   * @return whether its bucket was closed; of two who ask at once, one hears so
   */
  synchronized boolean reopen() {
    boolean wasClosed = closedForNow;
    closedForNow = false;
    return wasClosed;
  }

  boolean isClosedForNow() {
    return closedForNow;
  }

  boolean isAcknowledged() {
    return state == State.ACKED;
  }

  boolean isOver() {
    return state == State.OVER;
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

  /**
   * The draw has come to it, or it is given up.
   *
   * @return whether that was not said before
   */
  synchronized boolean arrive() {
    boolean wasOnTheWay = isOnTheWay;
    isOnTheWay = false;
    return wasOnTheWay;
  }

  /** Whether it is acknowledged and was kept without an answer for as long as it is worth. */
  boolean isOldAt(long nowMillis) {
    return nowMillis >= keptUntilMillis;
  }

  /** Tells the listener at once if there is something to tell, else when there is. */
  void join(AnswerListener listener) {
    ShakeStatus status;
    boolean isLogged = false;
    synchronized (this) {
      if (state == State.OVER) {
        status = ending;
      } else if (state == State.ACKED && !listener.waitsForAnswer()) {
        status = ShakeStatus.PENDING;
      } else {
        listeners.add(listener);
        status = null;
        isLogged = state == State.ACKED;
      }
    }
    if (status != null) {
      listener.hear(status);
    } else if (isLogged) {
      listener.acknowledged();
    }
  }

  @Override
  public synchronized ShakeStatus leave(AnswerListener listener) {
    if (state != State.OVER) {
      listeners.remove(listener);
    }
    return switch (state) {
      case SENDING -> closedForNow ? ShakeStatus.CLOSED : ShakeStatus.UNCERTAIN;
      case ACKED -> closedForNow ? ShakeStatus.CLOSED : ShakeStatus.PENDING;
      case OVER -> ending;
    };
  }

  /**
   * The log has it, and tells those who are content with that. Its outcome may have come before;
   * then this changes nothing.
   *
   * @param offset where it stands in its partition
   */
  void acknowledge(long offset, long nowMillis) {
    List<AnswerListener> content;
    List<AnswerListener> waiting;
    synchronized (this) {
      if (state != State.SENDING) {
        return;
      }
      keptUntilMillis = Math.max(submission.namedUntilMillis(), nowMillis) + KEPT_MILLIS;
      latestAppend = new LatestAppend(offset, nowMillis, 0);
      state = State.ACKED;
      content = new ArrayList<>(listeners.size());
      for (AnswerListener listener : listeners) {
        if (!listener.waitsForAnswer()) {
          content.add(listener);
        }
      }
      listeners.removeAll(content);
      waiting = List.copyOf(listeners);
    }
    content.forEach(listener -> listener.hear(ShakeStatus.PENDING));
    waiting.forEach(AnswerListener::acknowledged);
  }

  /**
   * Ends it, unless it is over. Those who wait do not hear of it yet.
   *
   * @return whether this ended it; then the caller must see to {@link #tellEnding}
   */
  synchronized boolean end(ShakeStatus status) {
    if (state == State.OVER) {
      return false;
    }
    state = State.OVER;
    ending = status;
    return true;
  }

  /** Tells those who wait how it ended. Once, by whoever ended it. */
  void tellEnding() {
    // No lock: once it is over, nobody else touches the list.
    List<AnswerListener> left = listeners;
    listeners = List.of();
    left.forEach(listener -> listener.hear(ending));
  }
}
