package io.hongbao.edge.http;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.answer.AnswerJson;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.gate.Gate;
import io.hongbao.edge.gate.Gate.GateResult;
import io.hongbao.edge.gate.Gates;
import io.hongbao.edge.gate.ShakeRequest;
import io.hongbao.edge.metrics.ShakeMetrics;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import io.hongbao.edge.shake.ShakeStatus;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/shakes}: walks the gates, then uses the turn. */
final class ShakeHandler implements HttpHandler {

  private static final String BODY = "body";

  private final List<Gate> gates;
  private final BodyReader bodies;
  private final PeerAddressResolver resolver;
  private final EdgeServices services;
  private final ShakeReplyWriter replyWriter;
  private final ErrorHandler errorHandler;

  ShakeHandler(
      Gates gates, BodyReader bodies, PeerAddressResolver resolver, EdgeServices services) {
    this.gates = gates.inOrder();
    this.bodies = bodies;
    this.resolver = resolver;
    this.services = services;
    this.replyWriter = services.replies();
    this.errorHandler = services.lastResort();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    ShakeRequest request =
        new ShakeRequest(
            Authorization.of(exchange),
            exchange.getRequestContentLength(),
            resolver.addressOf(exchange),
            services.clock().millis());
    walk(exchange, request, 0, false);
  }

  private void walk(
      HttpServerExchange exchange, ShakeRequest request, int fromGate, boolean bodyIsRead) {
    for (int i = fromGate; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      if (gate.needsBody() && !bodyIsRead) {
        readBody(exchange, request, i);
        return;
      }
      GateResult result = gate.check(request);
      if (result != GateResult.PASS) {
        stop(exchange, request, gate.name(), result);
        return;
      }
    }
    AsyncExchange.park(
        exchange,
        services.load(),
        errorHandler,
        asyncExchange -> use(asyncExchange, exchange, request));
  }

  private void readBody(HttpServerExchange exchange, ShakeRequest request, int nextGate) {
    bodies.read(
        exchange,
        body -> {
          try {
            Optional<String> named = SmallJson.readText(body, "shakeId");
            if (named.isPresent()) {
              request.nameShake(ShakeId.parse(named.get()));
            }
          } catch (SmallJson.BadBodyException | IllegalArgumentException e) {
            refuse(exchange, request, BODY, HttpProblem.badRequest(e.getMessage()));
            return;
          }
          walk(exchange, request, nextGate, true);
        },
        problem -> refuse(exchange, request, BODY, problem));
  }

  private void stop(
      HttpServerExchange exchange, ShakeRequest request, String gate, GateResult result) {
    if (result instanceof GateResult.Closed closed) {
      metricsOf(request).refused(gate);
      metricsOf(request).replied(ShakeStatus.Kind.CLOSED.name());
      ReplyWriter.json(
          exchange,
          200,
          AnswerJson.closed(
              request.plan().number(),
              closed.millisToNextWave(),
              closed.nextShakeAfterMillis(),
              request.nowMillis()));
    } else if (result instanceof GateResult.Busy busy) {
      metricsOf(request).replied(ShakeStatus.Kind.BUSY.name());
      refuse(exchange, request, gate, HttpProblem.busy(request.plan().number(), busy.waitMillis()));
    } else if (result instanceof GateResult.Refused refused) {
      refuse(exchange, request, gate, problemOf(refused.reason()));
    } else if (result instanceof GateResult.BadTicket badTicket) {
      refuse(exchange, request, gate, HttpProblem.badTicket(badTicket.refusal()));
    } else if (result instanceof GateResult.TooSoon tooSoon) {
      refuse(exchange, request, gate, HttpProblem.tooSoon(tooSoon.waitMillis()));
    } else {
      throw new IllegalStateException("gate " + gate + " said " + result + ": expected a stop");
    }
  }

  private HttpProblem problemOf(GateResult.Reason reason) {
    return switch (reason) {
      case BODY_TOO_LARGE -> bodies.tooLarge();
      case NO_SHOW -> HttpProblem.NO_SHOW;
      case UNKNOWN_WAVE -> HttpProblem.UNKNOWN_WAVE;
      case NO_SUCH_TURN -> HttpProblem.NO_SUCH_TURN;
      case FUTURE_TURN -> HttpProblem.FUTURE_TURN;
      case BLOCKED -> HttpProblem.BLOCKED;
      case TOO_MANY_WAIT -> HttpProblem.TOO_MANY_WAIT;
    };
  }

  private void refuse(
      HttpServerExchange exchange, ShakeRequest request, String gate, HttpProblem problem) {
    metricsOf(request).refused(gate);
    replyWriter.problem(exchange, problem);
  }

  private ShakeMetrics metricsOf(ShakeRequest request) {
    boolean isPractice = request.plan() != null && request.plan().kind().isPractice();
    return services.metrics().ofShakes(isPractice);
  }

  private void use(AsyncExchange asyncExchange, HttpServerExchange exchange, ShakeRequest request) {
    HttpAnswerListener listener =
        new HttpAnswerListener(
            asyncExchange,
            exchange,
            replyWriter,
            request.plan(),
            request.turn(),
            request.ticket().userHash(),
            request.riskLevel() == RiskLevel.SLOW);
    AnswerSubscription subscription =
        request.isLookupOnly()
            ? services.desk().lookUp(request.answerKey(), false, listener)
            : services.desk().shake(request.toUse(), listener);
    listener.waitFor(subscription);
  }
}
