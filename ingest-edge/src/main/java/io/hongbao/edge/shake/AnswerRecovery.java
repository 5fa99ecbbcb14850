package io.hongbao.edge.shake;

import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.PendingShake.LatestAppend;

/**
 * Brings answers back that were decided and got lost, say with the memory of a cache: appends an
 * acknowledged shake again whose answer is missing though a later one of its partition is there, or
 * that is without an answer for long, each time after twice the wait, within a {@link RetryBudget}.
 * The draw says again what it said before, so a repeat too many does no harm.
 *
 * <p>A shake of which the bucket said CLOSED was not decided at all. It is appended again until it
 * is decided or may no longer be named, or at once if its phone posts it again; such a bucket is
 * behind for seconds, and no budget bounds what is owed.
 *
 * <p>Thread-safe; one shake is asked about by one thread at a time.
 */
final class AnswerRecovery {

  /** With a later answer at hand. */
  static final long FIRST_WAIT_MILLIS = AnsweredOffsets.SETTLES_AFTER_MILLIS;

  /** Without any sign that answers of the partition arrive: the draw job may be away. */
  static final long FIRST_WAIT_IN_SILENCE_MILLIS = 10_000;

  /** A bucket that stays closed is asked every eight first waits at last. */
  private static final int MAX_DOUBLINGS_WHILE_CLOSED = 3;

  /** A shake is let go of long before its wait has doubled so often. */
  private static final int MAX_DOUBLINGS = 20;

  private final ShakeSender sender;
  private final EdgeMetrics metrics;
  private final AnsweredOffsets answered = new AnsweredOffsets();
  private final RetryBudget budget = new RetryBudget();

  AnswerRecovery(ShakeSender sender, EdgeMetrics metrics) {
    this.sender = sender;
    this.metrics = metrics;
  }

  /** A phone's shake was logged. */
  void logged() {
    budget.earn();
  }

  /** A shake has its answer. */
  void answered(PendingShake shake) {
    LatestAppend latestAppend = shake.latestAppend();
    if (latestAppend != null && latestAppend.offset() != LatestAppend.NOT_KNOWN) {
      answered.answered(partitionOf(shake), latestAppend.offset());
    }
  }

  /** The cache did not have the answer of an acknowledged shake just now. */
  void missed(PendingShake shake, long nowMillis) {
    LatestAppend latestAppend = shake.latestAppend();
    if (shake.isClosedForNow()) {
      if (isDueWhileClosed(shake, latestAppend, nowMillis)) {
        appendIfClosed(shake, nowMillis);
      }
    } else if (isDue(partitionOf(shake), latestAppend, nowMillis) && budget.spend()) {
      if (!appendAgain(shake, latestAppend, nowMillis)) {
        budget.giveBack();
      }
    }
  }

  /**
   * A phone posts a shake that is pending.
   *
   * @return whether it was appended again, as its bucket was closed
   */
  boolean posted(PendingShake shake, long nowMillis) {
    return shake.isAcknowledged() && appendIfClosed(shake, nowMillis);
  }

  private boolean appendIfClosed(PendingShake shake, long nowMillis) {
    if (!shake.reopen()) {
      return false;
    }
    boolean isSent = appendAgain(shake, shake.latestAppend(), nowMillis);
    if (!isSent) {
      shake.closeForNow();
    }
    return isSent;
  }

  private static boolean isDueWhileClosed(
      PendingShake shake, LatestAppend latestAppend, long nowMillis) {
    int doublings = Math.min(latestAppend.repeats(), MAX_DOUBLINGS_WHILE_CLOSED);
    long waitedMillis = nowMillis - latestAppend.appendedAtMillis();
    return nowMillis <= shake.submission().namedUntilMillis()
        && waitedMillis >= FIRST_WAIT_MILLIS << doublings;
  }

  private boolean isDue(int partition, LatestAppend latestAppend, long nowMillis) {
    int doublings = Math.min(latestAppend.repeats(), MAX_DOUBLINGS);
    long waitedMillis = nowMillis - latestAppend.appendedAtMillis();
    // Looked at every time: only what was seen a while ago counts.
    boolean isOvertaken = answered.hasLaterThan(partition, latestAppend.offset(), nowMillis);
    long firstWaitMillis = isOvertaken ? FIRST_WAIT_MILLIS : FIRST_WAIT_IN_SILENCE_MILLIS;
    return waitedMillis >= firstWaitMillis << doublings;
  }

  /** Whether it was sent. */
  private boolean appendAgain(PendingShake shake, LatestAppend latestAppend, long nowMillis) {
    int repeats = latestAppend.repeats() + 1;
    shake.isLoggedAt(new LatestAppend(LatestAppend.NOT_KNOWN, nowMillis, repeats));
    try {
      sender.appendAgain(shake.submission(), new Repeat(shake, nowMillis, repeats));
      metrics.ofShakes(shake.submission().isPractice()).shakeReasked();
      return true;
    } catch (NothingSentException e) {
      shake.isLoggedAt(latestAppend);
      return false;
    }
  }

  private static int partitionOf(PendingShake shake) {
    return shake.submission().place().partition();
  }

  /** A repeat on its way. The shake itself is acknowledged since long. */
  private record Repeat(PendingShake shake, long sentAtMillis, int repeats)
      implements ShakeLog.Receipt {

    @Override
    public void acknowledged(long offset) {
      shake.isLoggedAt(new LatestAppend(offset, sentAtMillis, repeats));
    }

    /** The next one is due all the same. */
    @Override
    public void lost(Exception cause) {}
  }
}
