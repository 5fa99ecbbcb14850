package io.hongbao.rehearsal.rundown;

import io.hongbao.rehearsal.audience.AudienceListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** How long the answers of the last minutes took. Thread-safe. */
final class RecentAnswers implements AudienceListener {

  static final Duration MAX_KEPT = Duration.ofMinutes(5);

  /** Some seconds at the highest rate; beyond it the older ones are forgotten. */
  private static final int MAX_ANSWERS = 1_000_000;

  private record Answer(long heardAtMillis, long tookMillis) {}

  private final Deque<Answer> answers = new ArrayDeque<>();

  @Override
  public synchronized void decided(int edge, long sentAtMillis, long heardAtMillis) {
    answers.addLast(new Answer(heardAtMillis, heardAtMillis - sentAtMillis));
    while (answers.size() > MAX_ANSWERS
        || answers.getFirst().heardAtMillis() < heardAtMillis - MAX_KEPT.toMillis()) {
      answers.removeFirst();
    }
  }

  /** The time within which 99 of 100 were heard, of those since an instant; empty without any. */
  synchronized OptionalLong p99Millis(long sinceMillis) {
    long[] took =
        answers.stream()
            .filter(answer -> answer.heardAtMillis() >= sinceMillis)
            .mapToLong(Answer::tookMillis)
            .sorted()
            .toArray();
    return took.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(took[(int) Math.ceil(took.length * 0.99) - 1]);
  }
}
