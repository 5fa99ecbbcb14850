package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.audience.AudienceListener;
import io.hongbao.rehearsal.torture.Recovery.DecidedAnswer;
import java.util.ArrayList;
import java.util.List;

/** The answers since the latest fault, as they come. Thread-safe. */
final class AnswerRecorder implements AudienceListener {

  /** More than a minute at the highest rate; beyond it nothing new is learned. */
  private static final int MAX_KEPT = 1_000_000;

  private volatile boolean begun;
  private List<DecidedAnswer> answers = new ArrayList<>();

  @Override
  public synchronized void decided(int edge, long sentAtMillis, long heardAtMillis) {
    begun = true;
    if (answers.size() < MAX_KEPT) {
      answers.add(new DecidedAnswer(edge + 1, sentAtMillis, heardAtMillis));
    }
  }

  /** Whether no shake was ever answered. */
  boolean isEmpty() {
    return !begun;
  }

  synchronized List<DecidedAnswer> answers() {
    return List.copyOf(answers);
  }

  /** Forgets all, for a new fault. */
  synchronized void clear() {
    answers = new ArrayList<>();
  }
}
