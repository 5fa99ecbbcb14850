package io.hongbao.rehearsal.bench.overload;

import java.util.Arrays;

/**
 * Events counted by the tenth of a second in which they happened, from an instant 0 on. For one
 * thread.
 */
public final class EventCounts {

  /** How long a slot is. */
  public static final int SLOT_MILLIS = 100;

  /** An hour; later events are counted with the last. */
  private static final int MAX_SLOTS = 36_000;

  private int[] slots = new int[600];

  /** Counts an event; one from before the beginning is counted at the beginning. */
  public void add(long atMillis) {
    int slot = (int) Math.max(0, Math.min(MAX_SLOTS - 1, atMillis / SLOT_MILLIS));
    if (slot >= slots.length) {
      slots = Arrays.copyOf(slots, Math.min(MAX_SLOTS, Math.max(slot + 1, 2 * slots.length)));
    }
    slots[slot]++;
  }

  /** Events of the slots that begin in a span, which ends before its end. */
  public long between(long fromMillis, long toMillis) {
    long count = 0;
    for (long slot = slotAt(fromMillis); slot < slotAt(toMillis); slot++) {
      count += slot < slots.length ? slots[(int) slot] : 0;
    }
    return count;
  }

  /** The mean rate of a span. */
  public double perSecond(long fromMillis, long toMillis) {
    long millis = (slotAt(toMillis) - slotAt(fromMillis)) * SLOT_MILLIS;
    return millis == 0 ? 0 : between(fromMillis, toMillis) * 1e3 / millis;
  }

  /** The slot that begins at an instant or next after it. */
  private static long slotAt(long millis) {
    return Math.max(0, (millis + SLOT_MILLIS - 1) / SLOT_MILLIS);
  }
}
