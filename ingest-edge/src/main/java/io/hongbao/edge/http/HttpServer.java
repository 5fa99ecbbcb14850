package io.hongbao.edge.http;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.xnio.ChannelListener;
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

  /** Of one connection at a time: the page and its files, and calls that wait. */
  private static final int MAX_STREAMS = 16;

  /**
   * Streams that a connection may open and give up again, or have given up, within half a minute.
   */
  private static final int MAX_RESETS = 100;

  private static final int RESETS_WINDOW_MILLIS = 30_000;

  private final XnioWorker worker;
  private final AcceptingChannel<? extends StreamConnection> acceptor;
  private final Optional<Secured> secured;

  private HttpServer(
      XnioWorker worker,
      AcceptingChannel<? extends StreamConnection> acceptor,
      Optional<Secured> secured) {
    this.worker = worker;
    this.acceptor = acceptor;
    this.secured = secured;
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
    return start(port, metrics, handler, ConnectionBounds.NONE, Optional.empty());
  }

  /**
   * The parts of a port that speaks TLS.
   *
   * @param untaken of HTTP/2
   */
  record Secured(ServerTls tls, HandshakeThread handshakes, UntakenReplies untaken) {}

  /** The same; connections may stay within bounds, and speak TLS if there is a certificate. */
  static HttpServer start(
      Port port,
      EdgeMetrics metrics,
      HttpHandler handler,
      ConnectionBounds bounds,
      Optional<Secured> secured) {
    ChannelListener<AcceptingChannel<StreamConnection>> opener =
        ChannelListeners.openListenerAdapter(
            WatchedConnection.opener(
                secured.isPresent()
                    ? chosen(port, handler, secured.get().untaken())
                    : plain(port, handler),
                port.timeouts(),
                metrics,
                port.name(),
                bounds,
                secured.map(Secured::handshakes)));
    InetSocketAddress address = new InetSocketAddress(port.address(), port.port());
    XnioWorker worker = null;
    try {
      Xnio xnio = Xnio.getInstance(HttpServer.class.getClassLoader());
      worker = xnio.createWorker(workerOptions(port.ioThreads()));
      AcceptingChannel<? extends StreamConnection> acceptor =
          secured.isPresent()
              ? secured(xnio, worker, address, opener, socketOptions(port), secured.get())
              : worker.createStreamConnectionServer(address, opener, socketOptions(port));
      acceptor.resumeAccepts();
      return new HttpServer(worker, acceptor, secured);
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

  private static HttpOpenListener plain(Port port, HttpHandler handler) {
    HttpOpenListener plain = new HttpOpenListener(buffers(), undertowOptions(port.timeouts()));
    plain.setRootHandler(handler);
    return plain;
  }

  /** HTTP/2 for who offers it within the handshake, else HTTP/1.1. */
  private static AlpnOpenListener chosen(Port port, HttpHandler handler, UntakenReplies untaken) {
    OptionMap options =
        OptionMap.builder()
            .addAll(undertowOptions(port.timeouts()))
            .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
            .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, MAX_STREAMS)
            .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, MAX_RESETS)
            .set(UndertowOptions.RST_FRAMES_TIME_WINDOW, RESETS_WINDOW_MILLIS)
            // The handler reads addresses.
            .set(UndertowOptions.DECODE_URL, false)
            .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .getMap();
    Http2Listener framed =
        new Http2Listener(
            buffers(),
            BUFFER_BYTES,
            options,
            new Http2Address(handler),
            MAX_STREAMS,
            port.timeouts(),
            untaken);
    return new AlpnOpenListener(buffers(), options, new ChosenProtocol(plain(port, handler), false))
        .addProtocol(Http2OpenListener.HTTP2, new ChosenProtocol(framed, true), 1);
  }

  private static DefaultByteBufferPool buffers() {
    return new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_OF_A_THREAD);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // A connection with TLS is one.
  private static AcceptingChannel<? extends StreamConnection> secured(
      Xnio xnio,
      XnioWorker worker,
      InetSocketAddress address,
      ChannelListener<AcceptingChannel<StreamConnection>> opener,
      OptionMap options,
      Secured secured)
      throws IOException {
    UndertowXnioSsl ssl =
        new UndertowXnioSsl(
            xnio,
            OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
            secured.tls().context(),
            secured.handshakes());
    AcceptingChannel<? extends StreamConnection> acceptor =
        ssl.createSslConnectionServer(
            worker,
            address,
            (ChannelListener) opener,
            OptionMap.builder()
                .addAll(options)
                .setSequence(Options.SSL_ENABLED_PROTOCOLS, "TLSv1.3", "TLSv1.2")
                .getMap());
    secured.tls().follow(ssl::updateSSLContext);
    return acceptor;
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

  /** The threads that serve it. */
  List<Executor> ioThreads() {
    return IntStream.range(0, worker.getIoThreadCount())
        .<Executor>mapToObj(worker::getIoThread)
        .toList();
  }

  int port() {
    return ((InetSocketAddress) acceptor.getLocalAddress()).getPort();
  }

  /** Closes the port and all connections, and returns when its threads have ended. */
  @Override
  public void close() {
    IoUtils.safeClose(acceptor);
    secured.ifPresent(
        parts -> {
          parts.tls().close();
          parts.handshakes().close();
        });
    worker.shutdown();
    try {
      worker.awaitTermination();
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
