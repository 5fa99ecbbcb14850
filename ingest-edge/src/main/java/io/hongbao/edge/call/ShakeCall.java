package io.hongbao.edge.call;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.gate.Gate;
import io.hongbao.edge.gate.Gate.GateResult;
import io.hongbao.edge.gate.Gates;
import io.hongbao.edge.gate.ShakeRequest;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.metrics.ShakeMetrics;
import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.shake.AnswerListener;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.shake.ShakeStatus;
import java.util.List;
import java.util.Optional;

/**
 * A shake, however it came: walks the gates, then uses the turn. Both transports go this way, so a
 * shake hears the same over each. Thread-safe; never blocks.
 */
public final class ShakeCall {

  /** As a refusal of what a phone wrote is counted, beside the gates. */
  private static final String BODY = "body";

  private final List<Gate> gates;
  private final int firstGateWithBody;
  private final HttpProblem tooLarge;
  private final ShakeService shakeService;
  private final PolicyShelf policies;
  private final ShakeReplies replies;
  private final EdgeMetrics metrics;

  /**
   * The one way of shakes.
   *
   * @param maxBodyBytes what the refusal of a larger body says
   */
  public ShakeCall(
      Gates gates,
      int maxBodyBytes,
      ShakeService shakeService,
      PolicyShelf policies,
      ShakeReplies replies,
      EdgeMetrics metrics) {
    this.gates = gates.inOrder();
    this.firstGateWithBody = firstGateWithBody(this.gates);
    this.tooLarge = HttpProblem.bodyTooLarge(maxBodyBytes);
    this.shakeService = shakeService;
    this.policies = policies;
    this.replies = replies;
    this.metrics = metrics;
  }

  private static int firstGateWithBody(List<Gate> gates) {
    int index = 0;
    while (index < gates.size() && !gates.get(index).needsBody()) {
      index++;
    }
    return index;
  }

  /** Walks the gates that need not know what the body says; empty if they let the shake pass. */
  public Optional<EdgeReply> checkHead(ShakeRequest request) {
    return check(request, 0, firstGateWithBody);
  }

  /** Walks the other gates; empty if the shake may be used. */
  public Optional<EdgeReply> checkTurn(ShakeRequest request) {
    return check(request, firstGateWithBody, gates.size());
  }

  /** Walks all gates, for a request whose content is known at once. */
  public Optional<EdgeReply> check(ShakeRequest request) {
    return check(request, 0, gates.size());
  }

  private Optional<EdgeReply> check(ShakeRequest request, int fromGate, int toGate) {
    for (int i = fromGate; i < toGate; i++) {
      Gate gate = gates.get(i);
      GateResult result = gate.check(request);
      if (result != GateResult.PASS) {
        return Optional.of(stop(request, gate.name(), result));
      }
    }
    return Optional.empty();
  }

  private EdgeReply stop(ShakeRequest request, String gate, GateResult result) {
    if (result instanceof GateResult.Closed closed) {
      metricsOf(request).refused(gate);
      metricsOf(request).replied(ShakeStatus.Kind.CLOSED.name());
      return replies.closed(request, closed);
    } else if (result instanceof GateResult.Busy busy) {
      metricsOf(request).replied(ShakeStatus.Kind.BUSY.name());
      return refuse(request, gate, HttpProblem.busy(startOf(request), busy.waitMillis()));
    } else if (result instanceof GateResult.Refused refused) {
      return refuse(request, gate, problemOf(refused.reason()));
    } else if (result instanceof GateResult.BadTicket badTicket) {
      return refuse(request, gate, HttpProblem.badTicket(badTicket.refusal()));
    } else if (result instanceof GateResult.TooSoon tooSoon) {
      return refuse(request, gate, HttpProblem.tooSoon(tooSoon.waitMillis()));
    } else {
      throw new IllegalStateException("gate " + gate + " said " + result + ": expected a stop");
    }
  }

  private String startOf(ShakeRequest request) {
    return request.plan().texts().answerStart(policies.version());
  }

  private HttpProblem problemOf(GateResult.Reason reason) {
    return switch (reason) {
      case BODY_TOO_LARGE -> tooLarge;
      case NO_SHOW -> HttpProblem.NO_SHOW;
      case UNKNOWN_WAVE -> HttpProblem.UNKNOWN_WAVE;
      case NO_SUCH_TURN -> HttpProblem.NO_SUCH_TURN;
      case FUTURE_TURN -> HttpProblem.FUTURE_TURN;
      case BLOCKED -> HttpProblem.BLOCKED;
      case TOO_MANY_WAIT -> HttpProblem.TOO_MANY_WAIT;
    };
  }

  /** The refusal of a shake whose body is not what was expected. */
  public EdgeReply refuseBody(ShakeRequest request, HttpProblem problem) {
    return refuse(request, BODY, problem);
  }

  private EdgeReply refuse(ShakeRequest request, String gate, HttpProblem problem) {
    metricsOf(request).refused(gate);
    return replies.problem(problem);
  }

  private ShakeMetrics metricsOf(ShakeRequest request) {
    boolean isPractice = request.plan() != null && request.plan().kind().isPractice();
    return metrics.ofShakes(isPractice);
  }

  /** Uses the turn of a shake that has passed all gates, or looks its answer up. */
  public AnswerSubscription use(ShakeRequest request, AnswerListener listener) {
    return request.isLookupOnly()
        ? shakeService.lookUp(request.answerKey(), false, listener)
        : shakeService.shake(request.toUse(), listener);
  }

  /** Looks the answer up of a shake that has passed all gates, and logs nothing. */
  public AnswerSubscription lookUp(ShakeRequest request, AnswerListener listener) {
    return shakeService.lookUp(request.answerKey(), false, listener);
  }

  /** The reply to what became of a shake that has passed all gates. */
  public EdgeReply replyTo(ShakeRequest request, ShakeStatus status) {
    return replies.of(
        status,
        request.plan(),
        request.turn(),
        request.ticket(),
        request.riskLevel() == RiskLevel.SLOW);
  }
}
