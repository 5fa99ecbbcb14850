package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.audience.AudienceListener;
import io.hongbao.rehearsal.torture.Recovery.DecidedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers since the latest fault, as they come, and what phones still wait for. Thread-safe.
 */
final class AnswerRecorder implements AudienceListener {

  /** More than a minute at the highest rate; beyond it nothing new is learned. */
  private static final int MAX_KEPT = 1_000_000;

  private final AtomicLong claims = new AtomicLong();
  private volatile boolean begun;
  private List<DecidedAnswer> answers = new ArrayList<>();

  /** How many shakes of an instant are acknowledged and not decided; bounded by the phones. */
  private final TreeMap<Long, Integer> waitingSince = new TreeMap<>();

  @Override
  public synchronized void acknowledged(long sentAtMillis) {
    waitingSince.merge(sentAtMillis, 1, Integer::sum);
  }

  @Override
  public synchronized void gaveUp(long sentAtMillis) {
    waitingSince.computeIfPresent(sentAtMillis, (since, count) -> count == 1 ? null : count - 1);
  }

  @Override
  public synchronized void decided(int edge, long sentAtMillis, long heardAtMillis) {
    begun = true;
    gaveUp(sentAtMillis);
    if (answers.size() < MAX_KEPT) {
      answers.add(new DecidedAnswer(edge + 1, sentAtMillis, heardAtMillis));
    }
  }

  @Override
  public void claimed() {
    claims.incrementAndGet();
  }

  /** How many claims were decided, since the beginning. */
  long claims() {
    return claims.get();
  }

  /** Whether no shake was ever answered. */
  boolean isEmpty() {
    return !begun;
  }

  /** Whether the outcome of a shake is awaited that was posted before an instant. */
  synchronized boolean isWaitingSince(long beforeMillis) {
    return !waitingSince.isEmpty() && waitingSince.firstKey() < beforeMillis;
  }

  synchronized List<DecidedAnswer> answers() {
    return List.copyOf(answers);
  }

  /** Forgets the answers, for a new fault. */
  synchronized void clear() {
    answers = new ArrayList<>();
  }
}
