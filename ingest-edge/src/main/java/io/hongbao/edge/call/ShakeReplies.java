package io.hongbao.edge.call;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.gate.UsableTurns;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.ShakeStatus;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.Ticket;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Makes the reply to what became of a shake, and counts it. Thread-safe. */
public final class ShakeReplies {

  /** How soon a phone may look again while nothing is being decided. */
  private static final int RETRY_AFTER_SECONDS = 10;

  private final InstantSource clock;
  private final ShowPlanTable shows;
  private final Admission admission;
  private final ClaimTokens tokens;
  private final Health health;
  private final EdgeMetrics metrics;

  public ShakeReplies(
      InstantSource clock,
      ShowPlanTable shows,
      Admission admission,
      ClaimTokens tokens,
      Health health,
      EdgeMetrics metrics) {
    this.clock = clock;
    this.shows = shows;
    this.admission = admission;
    this.tokens = tokens;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * The reply by the plan that is in force now.
   *
   * @param asked the plan in force when the request came
   * @param isSlowed whether the user has longer turns just now, and is told so
   */
  public EdgeReply of(
      ShakeStatus status, ShowPlan asked, PrerenderedTurn turn, Ticket ticket, boolean isSlowed) {
    long userHash = ticket.userHash();
    metrics.ofShakes(asked.kind().isPractice()).replied(resultOf(status));
    long nowMillis = clock.millis();
    ShowPlan plan = shows.planNow(asked, nowMillis);
    return switch (status.kind()) {
      case ANSWERED ->
          new EdgeReply.Answer(
              AnswerJson.of(
                  plan.number(),
                  turn,
                  status.outcome(),
                  plan.texts(),
                  packet -> tokenOf(packet, asked, ticket),
                  plan.millisToNextShake(
                      turn.shakeId(),
                      userHash,
                      nowMillis,
                      admission.usableTurns(
                          plan,
                          userHash,
                          nowMillis,
                          UsableTurns.of(
                              shows.modeOf(plan.show()), isSlowed, turn.shakeId(), userHash)))));
      case PENDING -> new EdgeReply.Accepted(turn, health.isDeciding() ? 0 : RETRY_AFTER_SECONDS);
      case CLOSED -> new EdgeReply.Answer(AnswerJson.closedForNow(plan.number(), turn));
      case BUSY -> problem(HttpProblem.busy(plan.number(), OptionalLong.empty()));
      case UNCERTAIN -> problem(HttpProblem.uncertain(turn.shakeId().toString()));
      case UNKNOWN -> problem(HttpProblem.UNKNOWN_ANSWER);
      case CACHE_AWAY -> problem(HttpProblem.CACHE_AWAY);
    };
  }

  /** Nothing can be claimed of a shadow show. */
  private String tokenOf(Outcome.Packet packet, ShowPlan plan, Ticket ticket) {
    return plan.kind().isLive()
        ? tokens.ofPacket(plan.show(), packet.packetId(), ticket.user(), packet.amountFen())
        : null;
  }

  /** An error. While the draw job decides nothing, a 503 asks for a longer wait. */
  public EdgeReply problem(HttpProblem problem) {
    boolean isLater = problem.status() == 503 && !health.isDeciding();
    return new EdgeReply.Problem(
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
