package io.hongbao.edge.http;

import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.ShowCall;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.TicketVerifier;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code GET /v1/show}: the live show as everybody may know it, which needs no ticket; with a
 * ticket of a test group, that group's show. A ticket that is not valid is as none. Who asks by the
 * tag is told whether anything but the clock has changed; browsers keep nothing, and so never ask
 * so by themselves, as they read the clock here.
 */
final class ShowHandler implements HttpHandler {

  static final String CHANNEL = "channel";

  private final ShowCall call;
  private final TicketVerifier tickets;
  private final InstantSource clock;

  ShowHandler(ShowCall call, EdgeServices services) {
    this.call = call;
    this.tickets = services.tickets();
    this.clock = services.clock();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = clock.millis();
    EdgeReply reply = call.show(group(exchange, nowMillis), channel(exchange), nowMillis);
    if (reply instanceof EdgeReply.Show show) {
      exchange.getResponseHeaders().put(Headers.ETAG, show.tag());
      if (PreparedReply.isKnown(exchange, show.tag())) {
        ReplyWriter.notModified(exchange);
        return;
      }
    }
    ReplyWriter.write(exchange, reply);
  }

  private String group(HttpServerExchange exchange, long nowMillis) {
    String authorization = Authorization.of(exchange);
    try {
      return authorization == null ? "" : tickets.verify(authorization, nowMillis).group();
    } catch (InvalidTicketException e) {
      return "";
    }
  }

  private static Optional<String> channel(HttpServerExchange exchange) {
    Deque<String> asked = exchange.getQueryParameters().get(CHANNEL);
    return asked == null ? Optional.empty() : Optional.of(asked.getFirst());
  }
}
