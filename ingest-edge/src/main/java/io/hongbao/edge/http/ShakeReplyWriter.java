package io.hongbao.edge.http;

import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.gate.UsableTurns;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.ShakeStatus;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Says in HTTP what became of a shake. */
final class ShakeReplyWriter {

  /** How soon a phone may look again while nothing is being decided. */
  private static final int RETRY_AFTER_SECONDS = 10;

  private final InstantSource clock;
  private final ShowPlanTable shows;
  private final Health health;
  private final EdgeMetrics metrics;

  ShakeReplyWriter(InstantSource clock, ShowPlanTable shows, Health health, EdgeMetrics metrics) {
    this.clock = clock;
    this.shows = shows;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * Writes the reply, by the plan that is in force now.
   *
   * @param asked the plan in force when the request came
   * @param isSlowed whether the user has longer turns just now, and is told so
   */
  void write(
      HttpServerExchange exchange,
      ShakeStatus status,
      ShowPlan asked,
      PrerenderedTurn turn,
      long userHash,
      boolean isSlowed) {
    metrics.ofShakes(asked.kind().isPractice()).replied(resultOf(status));
    long nowMillis = clock.millis();
    ShowPlan plan = shows.planNow(asked, nowMillis);
    switch (status.kind()) {
      case ANSWERED ->
          ReplyWriter.json(
              exchange,
              200,
              AnswerJson.of(
                  plan.number(),
                  turn,
                  status.outcome(),
                  plan.texts(),
                  plan.millisToNextShake(
                      turn.shakeId(),
                      userHash,
                      nowMillis,
                      UsableTurns.of(
                          shows.modeOf(plan.show()), isSlowed, turn.shakeId(), userHash))));
      case PENDING -> {
        exchange.getResponseHeaders().put(Headers.LOCATION, turn.location());
        if (!health.isDeciding()) {
          exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        ReplyWriter.json(exchange, 202, turn.pendingJson());
      }
      case CLOSED -> ReplyWriter.json(exchange, 200, AnswerJson.closedForNow(plan.number(), turn));
      case BUSY -> problem(exchange, HttpProblem.busy(plan.number(), OptionalLong.empty()));
      case UNCERTAIN -> problem(exchange, HttpProblem.uncertain(turn.shakeId().toString()));
      case UNKNOWN -> problem(exchange, HttpProblem.UNKNOWN_ANSWER);
      case CACHE_AWAY -> problem(exchange, HttpProblem.CACHE_AWAY);
    }
  }

  /**
   * Writes an error. While the draw job decides nothing, a 503 has a longer {@code Retry-After}.
   */
  void problem(HttpServerExchange exchange, HttpProblem problem) {
    boolean isLater = problem.status() == 503 && !health.isDeciding();
    ReplyWriter.problem(
        exchange,
        isLater
            ? problem.after(Math.max(problem.retryAfterSeconds(), RETRY_AFTER_SECONDS))
            : problem);
  }

  private static String resultOf(ShakeStatus status) {
    return status.kind() == ShakeStatus.Kind.ANSWERED
        ? status.outcome().label()
        : status.kind().name();
  }
}
