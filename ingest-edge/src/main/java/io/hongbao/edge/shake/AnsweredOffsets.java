package io.hongbao.edge.shake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the answers of each partition have come, and how far they had come a while ago.
 * Thread-safe.
 *
 * <p>The draw job decides a partition in order, but its buckets may be drawn by several subtasks,
 * of which one runs ahead of the other by what waits in their queues. So that an answer is later
 * than a shake proves little at once and much after a while.
 */
final class AnsweredOffsets {

  /** Far above what waits in the queues of a job that keeps up. */
  static final long SETTLES_AFTER_MILLIS = 1_000;

  /** Before the first record there is. */
  private static final long NONE = -1;

  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

  /** The shake at an offset was answered. */
  void answered(int partition, long offset) {
    of(partition).answered(offset);
  }

  /**
   * Whether a shake behind an offset was answered, and {@link #SETTLES_AFTER_MILLIS} or more have
   * passed since; it may be up to twice as long before this says so.
   */
  boolean hasLaterThan(int partition, long offset, long nowMillis) {
    return of(partition).settledAt(nowMillis) > offset;
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, unused -> new Partition());
  }

  private static final class Partition {

    private long latest = NONE;

    /** The latest at a look, and at a look a while before that one. */
    private long lookedAt = NONE;

    private long settled = NONE;
    private long lookedAtMillis = Long.MIN_VALUE;

    synchronized void answered(long offset) {
      latest = Math.max(latest, offset);
    }

    synchronized long settledAt(long nowMillis) {
      if (nowMillis >= lookedAtMillis + SETTLES_AFTER_MILLIS) {
        settled = lookedAt;
        lookedAt = latest;
        lookedAtMillis = nowMillis;
      }
      return settled;
    }
  }
}
