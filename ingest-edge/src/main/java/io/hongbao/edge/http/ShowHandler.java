package io.hongbao.edge.http;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.ShowJson;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;

/** {@code GET /v1/show}: the show as everybody may know it; needs no ticket. */
final class ShowHandler implements HttpHandler {

  private static final String CHANNEL = "channel";

  private final ShowPlanTable shows;
  private final InstantSource clock;

  ShowHandler(ShowPlanTable shows, InstantSource clock) {
    this.shows = shows;
    this.clock = clock;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    long nowMillis = clock.millis();
    Optional<ShowPlan> plan = shows.planAt(nowMillis);
    if (plan.isPresent()) {
      answer(exchange, plan.get(), nowMillis);
    } else {
      ReplyWriter.problem(exchange, HttpProblem.NO_SHOW);
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
