package io.hongbao.edge.call;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.gate.Gate.GateResult;
import io.hongbao.edge.gate.ShakeRequest;
import io.hongbao.edge.gate.UsableTurns;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.packets.PacketLists;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.shake.ShakeStatus;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.PrerenderedTurn;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.Ticket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the reply to what became of a shake, and counts it. Thread-safe. */
public final class ShakeReplies {

  /** How soon a phone may look again while nothing is being decided. */
  private static final int RETRY_AFTER_SECONDS = 10;

  private final InstantSource clock;
  private final ShowPlanTable shows;
  private final PolicyShelf policies;
  private final Admission admission;
  private final PacketsSpread packetsSpread;
  private final PacketLists packetLists;
  private final ClaimTokens tokens;
  private final Health health;
  private final EdgeMetrics metrics;

  public ShakeReplies(
      InstantSource clock,
      ShowPlanTable shows,
      PolicyShelf policies,
      Admission admission,
      PacketsSpread packetsSpread,
      PacketLists packetLists,
      ClaimTokens tokens,
      Health health,
      EdgeMetrics metrics) {
    this.clock = clock;
    this.shows = shows;
    this.policies = policies;
    this.admission = admission;
    this.packetsSpread = packetsSpread;
    this.packetLists = packetLists;
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
    String start = plan.texts().answerStart(policies.version());
    return switch (status.kind()) {
      case ANSWERED -> {
        if (status.outcome() instanceof Outcome.Packet) {
          packetLists.won(asked.show(), ticket.user());
        }
        OptionalLong nextShakeAfterMillis =
            plan.millisToNextShake(
                turn.shakeId(),
                userHash,
                nowMillis,
                admission.usableTurns(
                    plan,
                    userHash,
                    nowMillis,
                    UsableTurns.of(shows.modeOf(plan.show()), isSlowed, turn.shakeId(), userHash)));
        yield new EdgeReply.Answer(
            AnswerJson.of(
                start,
                turn,
                status.outcome(),
                plan.texts(),
                packet -> tokenOf(packet, asked, ticket),
                nextShakeAfterMillis,
                packetsSpread.afterAnswer(
                    turn.waveClosesAtMillis(), nextShakeAfterMillis, userHash, nowMillis)));
      }
      case PENDING -> new EdgeReply.Accepted(turn, health.isDeciding() ? 0 : RETRY_AFTER_SECONDS);
      case CLOSED -> new EdgeReply.Answer(AnswerJson.closedForNow(start, turn));
      case BUSY -> problem(HttpProblem.busy(start, OptionalLong.empty()));
      case UNCERTAIN -> problem(HttpProblem.uncertain(turn.shakeId().toString()));
      case UNKNOWN -> problem(HttpProblem.UNKNOWN_ANSWER);
      case CACHE_AWAY -> problem(HttpProblem.CACHE_AWAY);
    };
  }

  /** The reply to a shake that came while no wave is open. */
  EdgeReply closed(ShakeRequest request, GateResult.Closed closed) {
    ShowPlan plan = request.plan();
    long nowMillis = request.nowMillis();
    Optional<PlannedWave> last = plan.lastClosedAt(nowMillis);
    OptionalLong closedAtMillis =
        last.isPresent()
            ? OptionalLong.of(last.get().schedule().closesAtMillis())
            : OptionalLong.empty();
    return new EdgeReply.Answer(
        AnswerJson.closed(
            plan.texts().answerStart(policies.version()),
            closed.millisToNextWave(),
            closed.nextShakeAfterMillis(),
            packetsSpread.whileClosed(closedAtMillis, request.ticket().userHash(), nowMillis),
            nowMillis));
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
