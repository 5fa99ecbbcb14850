package io.hongbao.edge.http;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.Problem;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.risk.SlowTurns;
import io.hongbao.edge.shake.Fate;
import io.hongbao.edge.show.NamedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.InstantSource;

/** Says in HTTP what became of a shake. */
final class ShakeReplies {

  private final InstantSource clock;
  private final EdgeMetrics metrics;

  ShakeReplies(InstantSource clock, EdgeMetrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Writes the reply.
   *
   * @param isSlowed whether the user has longer turns just now, and is told so
   */
  void write(
      HttpServerExchange exchange,
      Fate fate,
      ShowPlan plan,
      NamedTurn turn,
      long userHash,
      boolean isSlowed) {
    metrics.replied(resultOf(fate));
    switch (fate.kind()) {
      case ANSWERED ->
          Replies.json(
              exchange,
              200,
              AnswerJson.of(
                  turn,
                  fate.outcome(),
                  plan.texts(),
                  plan.millisToNextShake(
                      turn.shakeId(),
                      userHash,
                      clock.millis(),
                      next -> !isSlowed || SlowTurns.mayUse(next, userHash))));
      case PENDING -> {
        exchange.getResponseHeaders().put(Headers.LOCATION, turn.location());
        Replies.json(exchange, 202, turn.pendingJson());
      }
      case CLOSED -> Replies.json(exchange, 200, AnswerJson.closedForNow(turn));
      case BUSY -> Replies.problem(exchange, Problem.BUSY);
      case UNCERTAIN -> Replies.problem(exchange, Problem.uncertain(turn.shakeId().toString()));
      case UNKNOWN -> Replies.problem(exchange, Problem.UNKNOWN_ANSWER);
      case CACHE_AWAY -> Replies.problem(exchange, Problem.CACHE_AWAY);
    }
  }

  private static String resultOf(Fate fate) {
    if (fate.kind() != Fate.Kind.ANSWERED) {
      return fate.kind().name();
    }
    if (fate.outcome() instanceof Outcome.Packet) {
      return "PACKET";
    }
    if (fate.outcome() instanceof Outcome.Greeting) {
      return "GREETING";
    }
    return fate.outcome() instanceof Outcome.Limited ? "LIMITED" : "MISS";
  }
}
