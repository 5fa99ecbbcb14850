package io.hongbao.edge.shake;

import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.PendingShake.LatestAppend;
import io.hongbao.wire.records.ShakeRecord;

/**
 * Brings answers back that were decided and got lost, say with the memory of a cache: appends an
 * acknowledged shake again whose answer is missing though a later one of its partition is there, or
 * that is without an answer for long, each time after twice the wait, within a {@link RetryBudget}.
 * The draw says again what it said before, so a repeat too many does no harm.
 *
 * <p>Thread-safe; one shake is asked about by one thread at a time.
 */
final class AnswerRecovery {

  /** With a later answer at hand. */
  static final long FIRST_WAIT_MILLIS = AnsweredOffsets.SETTLES_AFTER_MILLIS;

  /** Without any sign that answers of the partition arrive: the draw job may be away. */
  static final long FIRST_WAIT_IN_SILENCE_MILLIS = 10_000;

  /** A shake is let go of long before its wait has doubled so often. */
  private static final int MAX_DOUBLINGS = 20;

  private final ShakeLog log;
  private final String edgeId;
  private final EdgeMetrics metrics;
  private final AnsweredOffsets answered = new AnsweredOffsets();
  private final RetryBudget budget = new RetryBudget();

  AnswerRecovery(ShakeLog log, String edgeId, EdgeMetrics metrics) {
    this.log = log;
    this.edgeId = edgeId;
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
    if (isDue(partitionOf(shake), latestAppend, nowMillis) && budget.spend()) {
      appendAgain(shake, latestAppend, nowMillis);
    }
  }

  private boolean isDue(int partition, LatestAppend latestAppend, long nowMillis) {
    int doublings = Math.min(latestAppend.repeats(), MAX_DOUBLINGS);
    long waitedMillis = nowMillis - latestAppend.appendedAtMillis();
    // Looked at every time: only what was seen a while ago counts.
    boolean isOvertaken = answered.hasLaterThan(partition, latestAppend.offset(), nowMillis);
    long firstWaitMillis = isOvertaken ? FIRST_WAIT_MILLIS : FIRST_WAIT_IN_SILENCE_MILLIS;
    return waitedMillis >= firstWaitMillis << doublings;
  }

  private void appendAgain(PendingShake shake, LatestAppend latestAppend, long nowMillis) {
    ShakeSubmission submission = shake.submission();
    ShakeRecord record = submission.toRecord(edgeId, 0, true);
    int repeats = latestAppend.repeats() + 1;
    shake.isLoggedAt(new LatestAppend(LatestAppend.NOT_KNOWN, nowMillis, repeats));
    try {
      log.append(
          partitionOf(shake),
          submission.place().keyBytes(),
          record.encode(),
          new Repeat(shake, nowMillis, repeats));
      metrics.shakeReasked();
    } catch (NothingSentException e) {
      shake.isLoggedAt(latestAppend);
      budget.giveBack();
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
