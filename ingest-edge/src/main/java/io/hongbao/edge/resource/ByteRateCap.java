package io.hongbao.edge.resource;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes a second under a cap: the generic cell rate algorithm (ITU-T I.371), one number for all. A
 * second's bytes may go at once, and whatever its size, the first after a quiet second goes too; so
 * a single phone is never refused for good. Thread-safe.
 */
public final class ByteRateCap {

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double nanosPerByte;

  /** Until when the bytes that went are spread, at the cap. */
  private final AtomicLong spreadUntilNanos;

  /**
   * A cap under which nothing went yet.
   *
   * @param nowNanos as {@link System#nanoTime()} tells
   */
  public ByteRateCap(long maxBytesPerSecond, long nowNanos) {
    this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / maxBytesPerSecond;
    this.spreadUntilNanos = new AtomicLong(nowNanos);
  }

  /**
   * Takes bytes.
   *
   * @return 0 if they may go; else after how many nanoseconds somebody may try again
   */
  public long take(long bytes, long nowNanos) {
    long cost = (long) (bytes * nanosPerByte);
    while (true) {
      long until = spreadUntilNanos.get();
      long from = until - nowNanos > 0 ? until : nowNanos;
      long waitNanos = from - nowNanos - BURST_NANOS;
      if (waitNanos > 0) {
        return waitNanos;
      }
      if (spreadUntilNanos.compareAndSet(until, from + cost)) {
        return 0;
      }
    }
  }
}
