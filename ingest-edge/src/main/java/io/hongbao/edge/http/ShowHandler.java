package io.hongbao.edge.http;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.ShowJson;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.TicketVerifier;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code GET /v1/show}: the live show as everybody may know it, which needs no ticket; with a
 * ticket of a test group, that group's show. A ticket that is not valid is as none.
 */
final class ShowHandler implements HttpHandler {

  private static final String CHANNEL = "channel";

  private final ShowPlanTable shows;
  private final TicketVerifier tickets;
  private final InstantSource clock;

  ShowHandler(EdgeServices services) {
    this.shows = services.shows();
    this.tickets = services.tickets();
    this.clock = services.clock();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = clock.millis();
    Optional<ShowPlan> plan = shows.planAt(group(exchange, nowMillis), nowMillis);
    if (plan.isPresent()) {
      answer(exchange, plan.get(), nowMillis);
    } else {
      ReplyWriter.problem(exchange, HttpProblem.NO_SHOW);
    }
  }

  private String group(HttpServerExchange exchange, long nowMillis) {
    String authorization = Authorization.of(exchange);
    try {
      return authorization == null ? "" : tickets.verify(authorization, nowMillis).group();
    } catch (InvalidTicketException e) {
      return "";
    }
  }

  private void answer(HttpServerExchange exchange, ShowPlan plan, long nowMillis) {
    Deque<String> asked = exchange.getQueryParameters().get(CHANNEL);
    Optional<Channel> channel =
        plan.channels().stream()
            .filter(known -> asked != null && known.id().equals(asked.getFirst()))
            .findFirst();
    if (asked != null && channel.isEmpty()) {
      ReplyWriter.problem(
          exchange, HttpProblem.unknownChannel(plan.channels().stream().map(Channel::id).toList()));
      return;
    }
    String show = plan.show();
    ReplyWriter.json(
        exchange,
        200,
        ShowJson.of(plan, shows.modeOf(show), shows.secretsOf(show), channel, nowMillis));
  }
}
