package io.hongbao.rehearsal.audience.http;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keep-alive connections to one server. A request takes a free one, or opens one, or waits its
 * turn. For the loop's thread.
 */
public final class ConnectionPool {

  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final EventLoop loop;
  private final Endpoint endpoint;
  private final PoolSettings settings;

  private final Connection.Listener connections = new Connections();
  private final Set<Connection> open = new LinkedHashSet<>();

  /** Last in, first out: the rest stay idle, so that a light load uses few. */
  private final Deque<Connection> free = new ArrayDeque<>();

  private final Queue<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(HttpRequest request, ReplyListener listener) {}

  public ConnectionPool(EventLoop loop, Endpoint endpoint, PoolSettings settings) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.settings = settings;
    loop.after(SWEEP_NANOS, this::sweep);
  }

  /**
   * Sends a request as soon as a connection is free. The listener hears of it later, never from
   * within this call.
   *
   * @return false if too many wait already: the listener will hear nothing
   */
  public boolean send(HttpRequest request, ReplyListener listener) {
    if (waiting.size() >= settings.maxWaiting() && free.isEmpty() && isFull()) {
      return false;
    }
    if (free.isEmpty() && isFull()) {
      waiting.add(new Waiting(request, listener));
    } else {
      start(request, listener);
    }
    return true;
  }

  /** Requests that wait for a connection. */
  public int waiting() {
    return waiting.size();
  }

  private final class Connections implements Connection.Listener {

    @Override
    public void freed(Connection connection) {
      Waiting next = waiting.poll();
      if (next == null) {
        free.push(connection);
      } else {
        connection.send(next.request(), next.listener());
      }
    }

    /** Whoever waits may open another. */
    @Override
    public void closed(Connection connection) {
      open.remove(connection);
      free.remove(connection);
      // Later, and one for one: a dead server must not turn the queue into one deep recursion.
      if (!waiting.isEmpty()) {
        loop.after(0, ConnectionPool.this::startNextWaiting);
      }
    }
  }

  private boolean isFull() {
    return open.size() >= settings.connections();
  }

  private void startNextWaiting() {
    if (!isFull() && !waiting.isEmpty()) {
      Waiting next = waiting.poll();
      start(next.request(), next.listener());
    }
  }

  private void start(HttpRequest request, ReplyListener listener) {
    Connection idle = free.poll();
    if (idle != null) {
      idle.send(request, listener);
      return;
    }
    Optional<Connection> opened =
        Connection.open(loop, endpoint, settings, connections, request, listener);
    if (opened.isPresent()) {
      open.add(opened.get());
    } else {
      loop.after(
          0,
          () -> {
            listener.failed(Failure.REFUSED);
            startNextWaiting();
          });
    }
  }

  private void sweep() {
    long nowNanos = System.nanoTime();
    List<Connection> connections = new ArrayList<>(open);
    connections.forEach(connection -> connection.failIfLate(nowNanos));
    loop.after(SWEEP_NANOS, this::sweep);
  }
}
