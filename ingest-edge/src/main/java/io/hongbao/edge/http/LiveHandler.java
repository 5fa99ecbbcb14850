package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.live.LiveServer;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.Ticket;
import io.hongbao.tickets.TicketVerifier;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v1/live}: makes a WebSocket of an HTTP connection (RFC 6455, section 4) and hands it
 * over to {@link LiveServer}.
 */
final class LiveHandler implements HttpHandler {

  private static final String VERSION = "13";
  private static final String WEBSOCKET = "websocket";
  private static final String UPGRADE = "upgrade";
  private static final int KEY_BYTES = 16;

  /** Of RFC 6455, section 1.3. */
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final LiveServer server;
  private final TicketVerifier tickets;
  private final InstantSource clock;
  private final PeerAddressResolver resolver;
  private final CorsOrigins origins;

  LiveHandler(
      LiveServer server, PeerAddressResolver resolver, CorsOrigins origins, EdgeServices services) {
    this.server = server;
    this.tickets = services.tickets();
    this.clock = services.clock();
    this.resolver = resolver;
    this.origins = origins;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    if (Protocols.HTTP_2_0.equals(exchange.getProtocol())) {
      ReplyWriter.problem(exchange, HttpProblem.NO_UPGRADE_IN_HTTP2);
      return;
    }
    if (!isUpgrade(exchange)) {
      exchange.getResponseHeaders().put(Headers.UPGRADE, WEBSOCKET);
      exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, VERSION);
      ReplyWriter.problem(exchange, HttpProblem.NOT_AN_UPGRADE);
      return;
    }
    String key = headers.getFirst(Headers.SEC_WEB_SOCKET_KEY);
    if (!isKey(key)) {
      ReplyWriter.problem(
          exchange, HttpProblem.badRequest("expected Sec-WebSocket-Key: 16 bytes as base64, once"));
    } else if (isForeign(exchange)) {
      ReplyWriter.problem(exchange, HttpProblem.FOREIGN_ORIGIN);
    } else {
      upgrade(exchange, key);
    }
  }

  private static boolean isUpgrade(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    return exchange.getRequestMethod().equals(Methods.GET)
        && exchange.isHttp11()
        && exchange.isPersistent()
        && exchange.isRequestComplete()
        && contains(headers, Headers.CONNECTION, UPGRADE)
        && contains(headers, Headers.UPGRADE, WEBSOCKET)
        && VERSION.equals(headers.getFirst(Headers.SEC_WEB_SOCKET_VERSION));
  }

  private static boolean contains(HeaderMap headers, HttpString name, String value) {
    List<String> lines = headers.get(name);
    return lines != null && HeaderLists.contains(lines, value);
  }

  private static boolean isKey(String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Browsers say whose page asks. The edge's own has the host that is asked. */
  private boolean isForeign(HttpServerExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin == null || origins.allows(origin)) {
      return false;
    }
    int host = origin.indexOf("://");
    return host < 0 || !origin.substring(host + 3).equalsIgnoreCase(exchange.getHostAndPort());
  }

  private void upgrade(HttpServerExchange exchange, String key) {
    Optional<Ticket> ticket;
    try {
      String authorization = Authorization.of(exchange);
      ticket =
          authorization == null
              ? Optional.empty()
              : Optional.of(tickets.verify(authorization, clock.millis()));
    } catch (InvalidTicketException e) {
      ReplyWriter.problem(exchange, HttpProblem.badTicket(e));
      return;
    }
    PeerAddressResolver.Phone phone = resolver.phoneOf(exchange);
    Deque<String> channel = exchange.getQueryParameters().get(ShowHandler.CHANNEL);
    Optional<String> asked = channel == null ? Optional.empty() : Optional.of(channel.getFirst());
    exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_ACCEPT, acceptOf(key));
    exchange.upgradeChannel(
        WEBSOCKET,
        (connection, upgraded) -> {
          AbstractServerConnection undertows = (AbstractServerConnection) upgraded.getConnection();
          ByteBuffer alreadyRead = takeExtraBytes(undertows);
          PeerAddressResolver.forget(undertows);
          server.take(
              new LiveServer.Upgraded(
                  connection,
                  alreadyRead,
                  ticket,
                  phone.address(),
                  phone.counted(),
                  asked,
                  WatchedConnection.release(undertows)));
        });
    exchange.endExchange();
  }

  /** What came behind the request, copied out of Undertow's buffer, which goes back to its pool. */
  private static ByteBuffer takeExtraBytes(AbstractServerConnection connection) {
    try (PooledByteBuffer pooled = connection.getExtraBytes()) {
      connection.setExtraBytes(null);
      if (pooled == null) {
        return ByteBuffer.allocate(0);
      }
      ByteBuffer copy = ByteBuffer.allocate(pooled.getBuffer().remaining());
      return copy.put(pooled.getBuffer()).flip();
    }
  }

  private static String acceptOf(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
