package io.hongbao.edge.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A time-out of many that is the same for each: whoever comes first is due first, so that one timer
 * does for all, and one that is removed is forgotten at once. For one thread.
 */
final class SharedDeadline<T> {

  private static final long NANOS_IN_MILLI = 1_000_000;

  private final long afterNanos;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final Consumer<T> onDue;

  /** With the instant of each, the first one first. */
  private final Map<T, Long> waiting = new LinkedHashMap<>();

  private boolean isTimerSet;

  /** Calls later, in the deadline's thread. */
  interface Timer {
    void callAfter(Runnable task, long millis);
  }

  /**
   * Nobody waits.
   *
   * @param nanoTime such as {@link System#nanoTime}
   * @param onDue gets each one whose time is up, once
   */
  SharedDeadline(long afterMillis, LongSupplier nanoTime, Timer timer, Consumer<T> onDue) {
    this.afterNanos = afterMillis * NANOS_IN_MILLI;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.onDue = onDue;
  }

  /** One waits from now on. */
  void add(T one) {
    waiting.put(one, nanoTime.getAsLong() + afterNanos);
    setTimer(afterNanos);
  }

  /** One waits no more. */
  void remove(T one) {
    waiting.remove(one);
  }

  private void setTimer(long nanos) {
    if (!isTimerSet) {
      isTimerSet = true;
      // A timer that fires within the last millisecond would find nobody due.
      timer.callAfter(this::look, nanos / NANOS_IN_MILLI + 1);
    }
  }

  private void look() {
    isTimerSet = false;
    while (!waiting.isEmpty()) {
      Iterator<Map.Entry<T, Long>> entries = waiting.entrySet().iterator();
      Map.Entry<T, Long> first = entries.next();
      long leftNanos = first.getValue() - nanoTime.getAsLong();
      if (leftNanos > 0) {
        setTimer(leftNanos);
        return;
      }
      T due = first.getKey();
      entries.remove();
      onDue.accept(due);
    }
  }
}
