package io.hongbao.edge.http;

import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.PacketsCall;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** {@code GET /v1/packets}: what the user holds. */
final class PacketsHandler implements HttpHandler {

  /** The cache's own time-out is shorter; this one is for a reader that breaks its word. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private final PacketsCall call;
  private final EdgeServices services;
  private final RequestBounds bounds;

  PacketsHandler(PacketsCall call, PeerAddressResolver resolver, EdgeServices services) {
    this.bounds = new RequestBounds(resolver, services);
    this.call = call;
    this.services = services;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = services.clock().millis();
    Optional<Ticket> shown = bounds.ticketOf(exchange, nowMillis);
    if (shown.isEmpty()) {
      return;
    }
    Ticket ticket = shown.get();
    Optional<EdgeReply> refusal = call.check(ticket, nowMillis);
    if (refusal.isPresent()) {
      ReplyWriter.write(exchange, refusal.get());
      return;
    }
    AsyncExchange.park(
        exchange,
        services,
        parked -> {
          parked.onTimeUp(TIMEOUT_MILLIS, () -> reply(parked, exchange, PacketsCall.AWAY));
          call.list(ticket, nowMillis).thenAccept(reply -> reply(parked, exchange, reply));
        });
  }

  private static void reply(AsyncExchange parked, HttpServerExchange exchange, EdgeReply reply) {
    parked.reply(() -> ReplyWriter.write(exchange, reply));
  }
}
