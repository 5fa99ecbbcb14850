package io.hongbao.edge.http;

import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** {@code GET /v1/packets}: what the user holds. Never an empty list that is not true. */
final class PacketsHandler implements HttpHandler {

  /** The cache's own time-out is shorter; this one is for a reader that breaks its word. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private final EdgeServices services;
  private final ErrorHandler errorHandler;

  PacketsHandler(EdgeServices services) {
    this.services = services;
    this.errorHandler = services.lastResort();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = services.clock().millis();
    Ticket ticket;
    try {
      ticket = services.tickets().verify(Authorization.of(exchange), nowMillis);
    } catch (InvalidTicketException e) {
      ReplyWriter.problem(exchange, HttpProblem.badTicket(e));
      return;
    }
    Optional<ShowPlan> plan = services.shows().planAt(ticket.group(), nowMillis);
    if (plan.isEmpty()) {
      ReplyWriter.problem(exchange, HttpProblem.NO_SHOW);
    } else if (services.load().isWaitingFull()) {
      ReplyWriter.problem(exchange, HttpProblem.TOO_MANY_WAIT);
    } else {
      AsyncExchange.park(
          exchange,
          services.load(),
          errorHandler,
          asyncExchange -> list(asyncExchange, exchange, plan.get(), ticket.user()));
    }
  }

  private void list(
      AsyncExchange asyncExchange, HttpServerExchange exchange, ShowPlan plan, String user) {
    asyncExchange.onTimeUp(TIMEOUT_MILLIS, () -> asyncExchange.reply(() -> refuse(exchange)));
    services
        .answers()
        .packets(plan.show(), user)
        .whenComplete(
            (packets, failure) ->
                asyncExchange.reply(
                    () -> {
                      if (failure == null && packets.isPresent()) {
                        ReplyWriter.json(
                            exchange, 200, AnswerJson.packets(packets.get(), plan.texts()));
                      } else {
                        refuse(exchange);
                      }
                    }));
  }

  private static void refuse(HttpServerExchange exchange) {
    ReplyWriter.problem(exchange, HttpProblem.PACKETS_AWAY);
  }
}
