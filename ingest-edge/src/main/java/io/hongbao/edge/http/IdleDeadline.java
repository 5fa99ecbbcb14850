package io.hongbao.edge.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xnio.XnioExecutor;

/**
 * Ends a connection that asks for nothing for the idle time-out. Requests that come and go
 * meanwhile do not touch the timer, which finds out when it fires. For the connection's I/O thread
 * alone.
 */
final class IdleDeadline {

  private final int idleMillis;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final Runnable onIdle;
  private boolean isIdle;
  private long idleSinceNanos;

  /** Null while requests are open and it has fired, and once the connection is closed. */
  private XnioExecutor.Key next;

  private boolean isClosed;

  /** Calls later, in the deadline's thread, unless it is removed. */
  interface Timer {
    XnioExecutor.Key callAfter(Runnable task, long millis);
  }

  /**
   * A connection that has asked for nothing yet.
   *
   * @param nanoTime such as {@link System#nanoTime}
   * @param onIdle is called once, when the time is up
   */
  IdleDeadline(int idleMillis, LongSupplier nanoTime, Timer timer, Runnable onIdle) {
    this.idleMillis = idleMillis;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.onIdle = onIdle;
    start();
  }

  /** The last open request is complete. */
  void start() {
    isIdle = true;
    idleSinceNanos = nanoTime.getAsLong();
    if (next == null && !isClosed) {
      next = timer.callAfter(this::look, idleMillis);
    }
  }

  /** A request is open. */
  void stop() {
    isIdle = false;
  }

  /** The connection is over. */
  void close() {
    isClosed = true;
    if (next != null) {
      next.remove();
      next = null;
    }
  }

  private void look() {
    next = null;
    if (!isIdle) {
      return;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - idleSinceNanos);
    if (millis >= idleMillis) {
      onIdle.run();
    } else {
      next = timer.callAfter(this::look, idleMillis - millis);
    }
  }
}
