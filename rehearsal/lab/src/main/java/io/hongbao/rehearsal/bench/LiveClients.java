package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.websocket.WebSocketConnection;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * WebSockets of phones that say nothing, in a thread of their own. What they do is up to the
 * subclass, in that thread.
 */
abstract class LiveClients implements AutoCloseable {

  /** One address has 28,000 ports, and those that were just used rest for a minute. */
  private static final int SOURCE_ADDRESSES = 4;

  private static final long CLOSE_TIMEOUT_MILLIS = 10_000;

  private final Endpoint edge;
  private final IntFunction<String> tickets;
  private final Thread thread = new Thread(this::run, "live-clients");
  private int connections;
  private EventLoop loop;
  private volatile boolean stopping;
  private volatile Throwable failure;

  /**
   * Clients that are not started.
   *
   * @param tickets by number, from 0; asked once for each connection
   */
  LiveClients(Endpoint edge, IntFunction<String> tickets) {
    this.edge = edge;
    this.tickets = tickets;
  }

  final void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Does what is due, and is called again after the time that it returns. */
  abstract long stepNanos();

  /** Connects one more. */
  final WebSocketConnection connect(WebSocketListener listener) {
    int number = connections++;
    String source = "127.0.0." + (1 + number % SOURCE_ADDRESSES);
    String headers = "Authorization: Bearer " + tickets.apply(number) + "\r\n";
    return WebSocketConnection.open(
        loop,
        edge,
        Optional.of(new InetSocketAddress(source, 0)),
        "/v1/live",
        headers.getBytes(StandardCharsets.US_ASCII),
        listener);
  }

  final void after(long nanos, Runnable task) {
    loop.after(nanos, task);
  }

  /**
   * Fails if the thread has failed.
   *
   * @throws OperationFailedException naming why
   */
  final void check() {
    if (failure != null) {
      throw new OperationFailedException(
          "the idle connections broke down: " + failure.getMessage(), failure);
    }
  }

  /** Ends all connections. */
  @Override
  public final void close() {
    stopping = true;
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (EventLoop own = new EventLoop()) {
      loop = own;
      step();
      own.run(() -> stopping);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void step() {
    loop.after(Math.max(TimeUnit.MILLISECONDS.toNanos(1), stepNanos()), this::step);
  }
}
