package io.hongbao.rehearsal.audience.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Runs timers and connections in one thread, the one that calls {@link #run}. Nothing called from
 * it may block.
 *
 * <p>A timer may come up to a millisecond late: sleeping that long leaves the core to the servers
 * that share it.
 */
public final class EventLoop implements AutoCloseable {

  private static final long MAX_SLEEP_MILLIS = 50;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What is read of a connection at a time. */
  private static final int MAX_RECEIVED_BYTES = 64 * 1024;

  private final Selector selector;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(HttpRequest.MAX_BYTES);
  private final ByteBuffer receiveBuffer = ByteBuffer.allocate(MAX_RECEIVED_BYTES);
  private long timersSet;

  private record Timer(long atNanos, long number, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(atNanos - other.atNanos, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  public EventLoop() {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
  }

  /** Runs a task in the loop's thread at an instant of {@link System#nanoTime()}, or soon after. */
  public void at(long atNanos, Runnable task) {
    timers.add(new Timer(atNanos, timersSet++, task));
  }

  public void after(long nanos, Runnable task) {
    at(System.nanoTime() + nanos, task);
  }

  /** Works until the condition holds, which is asked at least every 50 ms. */
  public void run(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      runDueTimers(System.nanoTime());
      long sleepMillis = untilNextTimerMillis(System.nanoTime());
      try {
        if (sleepMillis <= 0) {
          selector.selectNow(EventLoop::ready);
        } else {
          selector.select(EventLoop::ready, sleepMillis);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot select", e);
      }
    }
  }

  /** Of channels; what a key has attached, a Runnable, is run when its channel is ready. */
  public Selector selector() {
    return selector;
  }

  /** Empty room for one request, shared by all connections, in the loop's thread. */
  public ByteBuffer sendBuffer() {
    return sendBuffer.clear();
  }

  /** Empty room for what has come, shared by all connections while they read. */
  public ByteBuffer receiveBuffer() {
    return receiveBuffer.clear();
  }

  private void runDueTimers(long nowNanos) {
    for (Timer next = timers.peek();
        next != null && next.atNanos() - nowNanos <= 0;
        next = timers.peek()) {
      timers.poll();
      next.task().run();
    }
  }

  private long untilNextTimerMillis(long nowNanos) {
    Timer next = timers.peek();
    if (next == null) {
      return MAX_SLEEP_MILLIS;
    }
    long nanos = next.atNanos() - nowNanos;
    return Math.min(MAX_SLEEP_MILLIS, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }

  private static void ready(SelectionKey key) {
    if (key.isValid()) {
      ((Runnable) key.attachment()).run();
    }
  }

  /** Ends every connection; who waits for a reply hears nothing any more. */
  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
