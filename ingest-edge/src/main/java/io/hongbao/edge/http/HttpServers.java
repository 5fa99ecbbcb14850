package io.hongbao.edge.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import org.xnio.Options;

/**
 * Undertow with every limit set: its own defaults let a stranger hold 1 MiB of headers for ever.
 */
final class HttpServers {

  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final int MOST_HEADERS = 64;
  private static final int MOST_PARAMETERS = 16;
  private static final int MOST_COOKIES = 32;

  /**
   * Of a body that was refused so much is read and thrown away, so that its sender gets to see the
   * refusal; beyond that the connection is closed.
   */
  private static final long MOST_DRAINED_BYTES = 16L * 1024 * 1024;

  private static final int HEAD_PATIENCE_MILLIS = 10_000;

  /** Phones keep a connection over several turns. It has to be longer than the longest wait. */
  private static final int IDLE_MILLIS = 60_000;

  private static final int BACKLOG = 4_096;

  private HttpServers() {}

  static Undertow.Builder hardened(String address, int port, int mostConnections) {
    return Undertow.builder()
        .addHttpListener(port, address)
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MOST_HEADER_BYTES)
        .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, MOST_PARAMETERS)
        .setServerOption(UndertowOptions.MAX_COOKIES, MOST_COOKIES)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_DRAINED_BYTES)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_PATIENCE_MILLIS)
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
        .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_MILLIS)
        .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
        .setServerOption(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
        .setSocketOption(Options.TCP_NODELAY, true)
        .setSocketOption(Options.REUSE_ADDRESSES, true)
        .setSocketOption(Options.BACKLOG, BACKLOG)
        .setSocketOption(Options.CONNECTION_HIGH_WATER, mostConnections)
        .setSocketOption(Options.CONNECTION_LOW_WATER, mostConnections);
  }

  /** Starts a server; a port that is taken is an error that names it. */
  static Undertow start(Undertow.Builder builder, HttpHandler handler, String what, int port) {
    Undertow server = builder.setHandler(handler).build();
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot open port " + port + " for " + what + ": " + causeOf(e), e);
    }
  }

  private static String causeOf(RuntimeException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }
}
