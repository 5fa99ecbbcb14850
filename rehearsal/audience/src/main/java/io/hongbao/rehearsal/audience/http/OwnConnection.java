package io.hongbao.rehearsal.audience.http;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.util.Optional;

/**
 * The connection of one phone alone, which asks one thing after the other. It is opened by the
 * first request and kept until it is closed. For the loop's thread.
 */
public final class OwnConnection {

  private final EventLoop loop;
  private final Endpoint endpoint;
  private final PoolSettings settings;
  private Connection connection;
  private boolean isClosed;

  /**
   * A connection that is not open yet.
   *
   * @param settings the bounds of a single reply; how many connections there are is the caller's
   */
  public OwnConnection(EventLoop loop, Endpoint endpoint, PoolSettings settings) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.settings = settings;
  }

  private final class Watcher implements Connection.Listener {

    @Override
    public void freed(Connection idle) {}

    @Override
    public void closed(Connection ended) {
      isClosed = true;
    }
  }

  /**
   * Sends a request; none may be under way. The listener hears of it later, never from within this
   * call.
   */
  public void send(HttpRequest request, ReplyListener listener) {
    if (isClosed) {
      loop.after(0, () -> listener.failed(Failure.BROKEN));
    } else if (connection != null) {
      connection.send(request, listener);
    } else {
      Optional<Connection> opened =
          Connection.open(loop, endpoint, settings, new Watcher(), request, listener);
      if (opened.isPresent()) {
        connection = opened.get();
      } else {
        isClosed = true;
        loop.after(0, () -> listener.failed(Failure.REFUSED));
      }
    }
  }

  /** Gives up a request that has waited for too long; to be called now and then. */
  public void failIfLate(long nowNanos) {
    if (connection != null) {
      connection.failIfLate(nowNanos);
    }
  }

  /** Bytes of all requests so far, heads included. */
  public long sentBytes() {
    return connection == null ? 0 : connection.sentBytes();
  }

  /** Bytes of all replies so far, heads included. */
  public long receivedBytes() {
    return connection == null ? 0 : connection.receivedBytes();
  }

  /** Ends it at once; who waits for a reply hears nothing. */
  public void close() {
    if (connection != null && !isClosed) {
      connection.abort();
    }
    isClosed = true;
  }
}
