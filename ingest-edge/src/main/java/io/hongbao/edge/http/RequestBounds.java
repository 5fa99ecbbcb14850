package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.undertow.server.HttpServerExchange;

/** Refuses requests beyond what their address, or their user, may ask. */
final class RequestBounds implements Routes.FirstCheck {

  private final PeerAddressResolver resolver;
  private final EdgeServices services;

  RequestBounds(PeerAddressResolver resolver, EdgeServices services) {
    this.resolver = resolver;
    this.services = services;
  }

  @Override
  public HttpProblem complaint(HttpServerExchange exchange) {
    long waitMillis =
        services
            .budgets()
            .requestWaitMillis(resolver.phoneOf(exchange).counted(), services.clock().millis());
    if (waitMillis == 0) {
      return null;
    }
    services.metrics().boundReached("request");
    return HttpProblem.tooMany(waitMillis);
  }

  /** Whether a request of a verified user has been refused, and has its reply. */
  boolean refused(HttpServerExchange exchange, long userHash, long nowMillis) {
    long waitMillis =
        services
            .budgets()
            .userWaitMillis(resolver.phoneOf(exchange).counted(), userHash, nowMillis);
    if (waitMillis == 0) {
      return false;
    }
    services.metrics().boundReached("user");
    ReplyWriter.problem(exchange, HttpProblem.tooMany(waitMillis));
    return true;
  }
}
