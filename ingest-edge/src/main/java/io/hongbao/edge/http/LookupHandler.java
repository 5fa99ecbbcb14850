package io.hongbao.edge.http;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.call.ShakeReplies;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlan.TurnStatus;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.Ticket;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** {@code GET /v1/shakes/{shakeId}}: the answer, if there is one. */
final class LookupHandler implements HttpHandler {

  static final String PREFIX = "/v1/shakes/";

  private final EdgeServices services;
  private final PeerAddressResolver resolver;
  private final RequestBounds bounds;
  private final ShakeReplies replies;

  LookupHandler(PeerAddressResolver resolver, EdgeServices services) {
    this.resolver = resolver;
    this.bounds = new RequestBounds(resolver, services);
    this.services = services;
    this.replies = services.replies();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = services.clock().millis();
    Ticket ticket;
    ShakeId shakeId;
    try {
      ticket = services.tickets().verify(Authorization.of(exchange), nowMillis);
      shakeId = ShakeId.parse(exchange.getRequestPath().substring(PREFIX.length()));
    } catch (InvalidTicketException e) {
      ReplyWriter.problem(exchange, HttpProblem.badTicket(e));
      return;
    } catch (IllegalArgumentException e) {
      ReplyWriter.problem(exchange, HttpProblem.badRequest(e.getMessage()));
      return;
    }
    if (bounds.refused(exchange, ticket.userHash(), nowMillis)) {
      return;
    }
    Optional<ShowPlan> plan = services.shows().planAt(ticket.group(), nowMillis);
    if (plan.isEmpty()) {
      ReplyWriter.problem(exchange, HttpProblem.NO_SHOW);
      return;
    }
    TurnStatus status = plan.get().standingOf(shakeId, ticket.userHash(), nowMillis);
    switch (status) {
      case UNKNOWN_WAVE -> ReplyWriter.problem(exchange, HttpProblem.UNKNOWN_WAVE);
      case NO_SUCH_TURN -> ReplyWriter.problem(exchange, HttpProblem.NO_SUCH_TURN);
      case FUTURE -> ReplyWriter.problem(exchange, HttpProblem.FUTURE_TURN);
      case USABLE, PAST ->
          lookUp(
              exchange,
              plan.get(),
              ticket,
              shakeId,
              status == TurnStatus.USABLE,
              isSlowed(exchange, ticket, nowMillis));
    }
  }

  private boolean isSlowed(HttpServerExchange exchange, Ticket ticket, long nowMillis) {
    return services
            .verdicts()
            .levelOf(ticket.user(), ticket.device(), resolver.addressOf(exchange), nowMillis)
        == RiskLevel.SLOW;
  }

  private void lookUp(
      HttpServerExchange exchange,
      ShowPlan plan,
      Ticket ticket,
      ShakeId shakeId,
      boolean mayStillCome,
      boolean isSlowed) {
    AnswerKey key = new AnswerKey(plan.show(), ticket.user(), shakeId);
    if (services.load().isFull() && !services.desk().holdsAnswer(key)) {
      ReplyWriter.problem(exchange, HttpProblem.TOO_MANY_WAIT);
      return;
    }
    PrerenderedTurn turn = plan.wave(shakeId.waveId()).orElseThrow().turn(shakeId.turn());
    HttpAnswerListener.park(
        exchange,
        services,
        listener -> services.desk().lookUp(key, mayStillCome, listener),
        status -> replies.of(status, plan, turn, ticket, isSlowed));
  }
}
