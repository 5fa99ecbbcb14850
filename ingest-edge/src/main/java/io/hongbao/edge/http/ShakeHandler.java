package io.hongbao.edge.http;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.call.EdgeReply;
import io.hongbao.edge.call.ShakeCall;
import io.hongbao.edge.gate.ShakeRequest;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** {@code POST /v1/shakes}: reads the request for {@link ShakeCall}, and waits for the answer. */
final class ShakeHandler implements HttpHandler {

  private final ShakeCall call;
  private final BodyReader bodies;
  private final PeerAddressResolver resolver;
  private final EdgeServices services;

  ShakeHandler(
      ShakeCall call, BodyReader bodies, PeerAddressResolver resolver, EdgeServices services) {
    this.call = call;
    this.bodies = bodies;
    this.resolver = resolver;
    this.services = services;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    PeerAddressResolver.Phone phone = resolver.phoneOf(exchange);
    ShakeRequest request =
        new ShakeRequest(
            Authorization.of(exchange),
            exchange.getRequestContentLength(),
            phone.address(),
            services.clock().millis());
    request.countAs(phone.counted());
    Optional<EdgeReply> refusal = call.checkHead(request);
    if (refusal.isPresent()) {
      ReplyWriter.write(exchange, refusal.get());
    } else {
      readBody(exchange, request);
    }
  }

  private void readBody(HttpServerExchange exchange, ShakeRequest request) {
    bodies.read(
        exchange,
        body -> {
          try {
            Optional<String> named = SmallJson.readText(body, "shakeId");
            if (named.isPresent()) {
              request.nameShake(ShakeId.parse(named.get()));
            }
          } catch (SmallJson.BadBodyException | IllegalArgumentException e) {
            refuseBody(exchange, request, HttpProblem.badRequest(e.getMessage()));
            return;
          }
          use(exchange, request);
        },
        problem -> refuseBody(exchange, request, problem));
  }

  private void refuseBody(HttpServerExchange exchange, ShakeRequest request, HttpProblem problem) {
    ReplyWriter.write(exchange, call.refuseBody(request, problem));
  }

  private void use(HttpServerExchange exchange, ShakeRequest request) {
    Optional<EdgeReply> refusal = call.checkTurn(request);
    if (refusal.isPresent()) {
      ReplyWriter.write(exchange, refusal.get());
      return;
    }
    HttpAnswerListener.park(
        exchange,
        services,
        listener -> call.use(request, listener),
        status -> call.replyTo(request, status));
  }
}
