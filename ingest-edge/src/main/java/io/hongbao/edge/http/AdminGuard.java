package io.hongbao.edge.http;

import io.hongbao.edge.admin.AdminToken;
import io.hongbao.edge.answer.HttpProblem;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/**
 * Lets in who has the admin token. Probes ask without one whether the process lives and whether it
 * is ready; they do not hear why not.
 */
final class AdminGuard implements Routes.FirstCheck {

  static final String ALIVE = "/livez";
  static final String READY = "/readyz";

  private final Optional<AdminToken> token;

  /** By this token; an admin port without one is open to all who reach it. */
  AdminGuard(Optional<AdminToken> token) {
    this.token = token;
  }

  @Override
  public HttpProblem complaint(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    return path.equals(ALIVE) || path.equals(READY) || isOpenTo(exchange)
        ? null
        : HttpProblem.NO_ADMIN_TOKEN;
  }

  boolean isOpenTo(HttpServerExchange exchange) {
    return token.isEmpty() || token.get().isIn(Authorization.of(exchange));
  }
}
