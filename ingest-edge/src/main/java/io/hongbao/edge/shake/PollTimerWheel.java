package io.hongbao.edge.shake;

import java.util.ArrayList;
import java.util.List;

/**
 * Polls by the millisecond at which they are due, in a ring of slots: putting and taking costs the
 * same however many there are. For one thread.
 */
final class PollTimerWheel {

  /** One slot a millisecond; a power of two above {@link #LONGEST_AHEAD_MILLIS}. */
  private static final int SLOTS = 2048;

  /** The furthest ahead that a poll may be put. */
  static final int LONGEST_AHEAD_MILLIS = SLOTS - 1;

  /** A target in the poller's hands. Times are the poller's monotonic milliseconds. */
  static final class Poll {

    final PollTarget target;
    final long putAtMillis;
    long nextAskAtMillis;
    long closedAskedAtMillis;
    boolean isBeingAsked;

    Poll(PollTarget target, long nowMillis) {
      this.target = target;
      this.putAtMillis = nowMillis;
      this.closedAskedAtMillis = nowMillis;
    }
  }

  private final List<List<Poll>> slots = new ArrayList<>(SLOTS);
  private long takenUpToMillis;
  private int size;

  PollTimerWheel(long nowMillis) {
    this.takenUpToMillis = nowMillis;
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new ArrayList<>(0));
    }
  }

  /** Puts a poll for its next time, moved to within what the wheel spans. */
  void put(Poll poll) {
    long atMillis =
        Math.min(
            Math.max(poll.nextAskAtMillis, takenUpToMillis + 1),
            takenUpToMillis + LONGEST_AHEAD_MILLIS);
    poll.nextAskAtMillis = atMillis;
    slots.get((int) (atMillis & (SLOTS - 1))).add(poll);
    size++;
  }

  /**
   * Takes what is due. A poll that was put again for another time, or is being asked, or is
   * settled, is left out.
   */
  void takeDue(long nowMillis, List<Poll> due) {
    long lastMillis = Math.min(nowMillis, takenUpToMillis + SLOTS);
    for (long millis = takenUpToMillis + 1; millis <= lastMillis; millis++) {
      List<Poll> slot = slots.get((int) (millis & (SLOTS - 1)));
      size -= slot.size();
      for (Poll poll : slot) {
        if (poll.nextAskAtMillis == millis && !poll.isBeingAsked && !poll.target.isSettled()) {
          due.add(poll);
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
