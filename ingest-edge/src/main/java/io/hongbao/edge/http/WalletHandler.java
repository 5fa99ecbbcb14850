package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.WalletCall;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** {@code GET /v1/wallet}: what the user has. */
final class WalletHandler implements HttpHandler {

  /** The client's own time-outs are shorter. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private final WalletCall call;
  private final EdgeServices services;
  private final RequestBounds bounds;

  WalletHandler(WalletCall call, PeerAddressResolver resolver, EdgeServices services) {
    this.call = call;
    this.services = services;
    this.bounds = new RequestBounds(resolver, services);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = services.clock().millis();
    Optional<Ticket> shown = bounds.ticketOf(exchange, nowMillis);
    if (shown.isEmpty()) {
      return;
    }
    Ticket ticket = shown.get();
    if (services.load().isWaitingFull()) {
      ReplyWriter.problem(exchange, HttpProblem.TOO_MANY_WAIT);
      return;
    }
    AsyncExchange.park(
        exchange,
        services,
        parked -> {
          parked.onTimeUp(TIMEOUT_MILLIS, () -> reply(parked, exchange, WalletCall.AWAY));
          call.ask(ticket).thenAccept(reply -> reply(parked, exchange, reply));
        });
  }

  private static void reply(AsyncExchange parked, HttpServerExchange exchange, EdgeReply reply) {
    parked.reply(() -> ReplyWriter.write(exchange, reply));
  }
}
