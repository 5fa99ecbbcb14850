package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Phones that hold a WebSocket each, answer pings and say nothing. */
final class IdlePhones extends LiveClients {

  /** Slower than an edge takes connections that has just started. */
  private static final int OPENED_PER_STEP = 5;

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A connection that ended is opened again after that time, or later if the edge says so. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Map<String, Integer> endings = new TreeMap<>();
  private int begun;
  private volatile int wanted;

  private IdlePhones(Endpoint edge, IntFunction<String> tickets) {
    super(edge, tickets);
  }

  /** Phones that hold none yet. */
  static IdlePhones of(Endpoint edge, IntFunction<String> tickets) {
    IdlePhones phones = new IdlePhones(edge, tickets);
    phones.start();
    return phones;
  }

  /**
   * Returns when so many are open.
   *
   * @throws OperationFailedException if they are not in time
   */
  void hold(int connections, Duration within) throws InterruptedException {
    wanted = connections;
    long deadlineNanos = System.nanoTime() + within.toNanos();
    while (open.get() < connections) {
      check();
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new OperationFailedException(
            open.get()
                + " of "
                + connections
                + " WebSockets are open after "
                + within.toSeconds()
                + " s; ended: "
                + endings());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  int open() {
    return open.get();
  }

  /** Connections that ended so far, or did not begin. */
  int ended() {
    return ended.get();
  }

  /** Why they ended. */
  String endings() {
    synchronized (endings) {
      return endings.toString();
    }
  }

  @Override
  long stepNanos() {
    for (int i = 0; i < OPENED_PER_STEP && begun < wanted; i++) {
      begun++;
      connect(new Phone());
    }
    return STEP_NANOS;
  }

  private final class Phone implements WebSocketListener {

    private boolean isOpen;

    @Override
    public void opened() {
      isOpen = true;
      open.incrementAndGet();
    }

    @Override
    public void received(byte[] message) {}

    @Override
    public void closed(Closing closing) {
      if (isOpen) {
        open.decrementAndGet();
      }
      ended.incrementAndGet();
      synchronized (endings) {
        endings.merge(closing.label(), 1, Integer::sum);
      }
      after(
          Math.max(AGAIN_NANOS, TimeUnit.SECONDS.toNanos(closing.retryAfterSeconds())),
          () -> begun--);
    }
  }
}
