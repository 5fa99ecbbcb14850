package io.hongbao.edge.http;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Undertow on one port, with every limit set: its own defaults let a stranger hold 1 MiB of headers
 * for ever. It is put together here, as {@code io.undertow.Undertow} would, so that each connection
 * is a {@link WatchedConnection}.
 */
public final class HttpServer implements AutoCloseable {

  private static final int MAX_COOKIES = 32;
  private static final int BACKLOG = 4_096;

  /** As Undertow's own: a head and its body fit into one, and so does a reply. */
  private static final int BUFFER_BYTES = 16 * 1024 - 20;

  private static final int BUFFERS_OF_A_THREAD = 4;

  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> acceptor;

  private HttpServer(XnioWorker worker, AcceptingChannel<StreamConnection> acceptor) {
    this.worker = worker;
    this.acceptor = acceptor;
  }

  /**
   * A port to open.
   *
   * @param name of the port in metrics: public or admin
   * @param port 0 for any free one
   * @param ioThreads that serve it
   * @param maxConnections that are open at once
   */
  public record Port(
      String name,
      String address,
      int port,
      int ioThreads,
      int maxConnections,
      HttpTimeouts timeouts) {}

  /**
   * Opens a port.
   *
   * @throws OperationFailedException naming the port if it is taken
   */
  public static HttpServer start(Port port, EdgeMetrics metrics, HttpHandler handler) {
    HttpOpenListener undertow =
        new HttpOpenListener(
            new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_OF_A_THREAD),
            undertowOptions(port.timeouts()));
    undertow.setRootHandler(handler);
    XnioWorker worker = null;
    try {
      worker =
          Xnio.getInstance(HttpServer.class.getClassLoader())
              .createWorker(workerOptions(port.ioThreads()));
      AcceptingChannel<StreamConnection> acceptor =
          worker.createStreamConnectionServer(
              new InetSocketAddress(port.address(), port.port()),
              ChannelListeners.openListenerAdapter(
                  WatchedConnection.opener(undertow, port.timeouts(), metrics, port.name())),
              socketOptions(port));
      acceptor.resumeAccepts();
      return new HttpServer(worker, acceptor);
    } catch (IOException | RuntimeException e) {
      if (worker != null) {
        worker.shutdownNow();
      }
      throw new OperationFailedException(
          "cannot open port "
              + port.port()
              + " for the "
              + port.name()
              + " calls: "
              + e.getMessage(),
          e);
    }
  }

  private static OptionMap undertowOptions(HttpTimeouts timeouts) {
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADER_SIZE, HttpSettings.MAX_HEADER_BYTES)
        .set(UndertowOptions.MAX_HEADERS, HttpSettings.MAX_HEADERS)
        // Nobody reads them, and a head holds no more than this.
        .set(UndertowOptions.MAX_PARAMETERS, HttpSettings.MAX_HEADER_BYTES)
        .set(UndertowOptions.MAX_COOKIES, MAX_COOKIES)
        .set(UndertowOptions.MAX_ENTITY_SIZE, HttpSettings.MAX_DRAINED_BYTES)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, timeouts.headMillis())
        // IDLE_TIMEOUT, whatever its name, ends no idle connection.
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, timeouts.idleMillis())
        .set(UndertowOptions.ALWAYS_SET_DATE, true)
        .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .getMap();
  }

  private static OptionMap workerOptions(int ioThreads) {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, ioThreads)
        .set(Options.WORKER_TASK_CORE_THREADS, 1)
        .set(Options.WORKER_TASK_MAX_THREADS, 1)
        .set(Options.TCP_NODELAY, true)
        .getMap();
  }

  private static OptionMap socketOptions(Port port) {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, port.ioThreads())
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BALANCING_TOKENS, 1)
        .set(Options.BALANCING_CONNECTIONS, 2)
        .set(Options.BACKLOG, BACKLOG)
        .set(Options.CONNECTION_HIGH_WATER, port.maxConnections())
        .set(Options.CONNECTION_LOW_WATER, port.maxConnections())
        .getMap();
  }

  int port() {
    return ((InetSocketAddress) acceptor.getLocalAddress()).getPort();
  }

  /** Closes the port and all connections, and returns when its threads have ended. */
  @Override
  public void close() {
    IoUtils.safeClose(acceptor);
    worker.shutdown();
    try {
      worker.awaitTermination();
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
