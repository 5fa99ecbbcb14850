package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** Refuses requests beyond what their address, or their user, may ask. */
final class RequestBounds implements Routes.FirstCheck {

  private final PeerAddressResolver resolver;
  private final EdgeServices services;

  RequestBounds(PeerAddressResolver resolver, EdgeServices services) {
    this.resolver = resolver;
    this.services = services;
  }

  @Override
  public HttpProblem complaint(HttpServerExchange exchange) {
    long waitMillis =
        services
            .budgets()
            .requestWaitMillis(resolver.phoneOf(exchange).counted(), services.clock().millis());
    if (waitMillis == 0) {
      return null;
    }
    services.metrics().boundReached("request");
    return HttpProblem.tooMany(waitMillis);
  }

  /** The verified ticket of a request; empty if it has been refused, and has its reply. */
  Optional<Ticket> ticketOf(HttpServerExchange exchange, long nowMillis) {
    try {
      Ticket ticket = services.tickets().verify(Authorization.of(exchange), nowMillis);
      return refused(exchange, ticket.userHash(), nowMillis)
          ? Optional.empty()
          : Optional.of(ticket);
    } catch (InvalidTicketException e) {
      ReplyWriter.problem(exchange, HttpProblem.badTicket(e));
      return Optional.empty();
    }
  }

  /** Whether a request of a verified user has been refused, and has its reply. */
  boolean refused(HttpServerExchange exchange, long userHash, long nowMillis) {
    long waitMillis =
        services
            .budgets()
            .userWaitMillis(resolver.phoneOf(exchange).counted(), userHash, nowMillis);
    if (waitMillis == 0) {
      return false;
    }
    services.metrics().boundReached("user");
    ReplyWriter.problem(exchange, HttpProblem.tooMany(waitMillis));
    return true;
  }
}
