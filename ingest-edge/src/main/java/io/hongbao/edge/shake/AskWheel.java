package io.hongbao.edge.shake;

import java.util.ArrayList;
import java.util.List;

/**
 * Questions by the millisecond at which they are due, in a ring of slots: putting and taking costs
 * the same however many there are. For one thread.
 */
final class AskWheel {

  /** One slot a millisecond; a power of two above {@link #LONGEST_AHEAD_MILLIS}. */
  private static final int SLOTS = 2048;

  /** The furthest ahead that a question may be put. */
  static final int LONGEST_AHEAD_MILLIS = SLOTS - 1;

  private final List<List<Question>> slots = new ArrayList<>(SLOTS);
  private long takenUpToMillis;
  private int size;

  AskWheel(long nowMillis) {
    this.takenUpToMillis = nowMillis;
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>(0));
    }
  }

  /** Puts a question for its note's next time, moved to within what the wheel spans. */
  void put(Question question) {
    long atMillis =
        Math.min(
            Math.max(question.notes.nextAskAtMillis, takenUpToMillis + 1),
            takenUpToMillis + LONGEST_AHEAD_MILLIS);
    question.notes.nextAskAtMillis = atMillis;
    slots.get((int) (atMillis & (SLOTS - 1))).add(question);
    size++;
  }

  /**
   * Takes what is due. A question that was put again for another time, or is being asked, or is
   * settled, is left out.
   */
  void takeDue(long nowMillis, List<Question> due) {
    long lastMillis = Math.min(nowMillis, takenUpToMillis + SLOTS);
    for (long millis = takenUpToMillis + 1; millis <= lastMillis; millis++) {
      List<Question> slot = slots.get((int) (millis & (SLOTS - 1)));
      size -= slot.size();
      for (Question question : slot) {
        AskingNotes notes = question.notes;
        if (notes.nextAskAtMillis == millis && !notes.isBeingAsked && !question.isSettled()) {
          due.add(question);
        }
      }
      slot.clear();
    }
    takenUpToMillis = Math.max(takenUpToMillis, nowMillis);
  }

  boolean isEmpty() {
    return size == 0;
  }
}
