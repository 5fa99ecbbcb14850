package io.hongbao.edge.http;

import io.hongbao.edge.answer.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** Which call a request means. Paths are matched whole, but for look-ups of one shake. */
final class Routes implements HttpHandler {

  /**
   * A body that is read, or thrown away after a refusal, has so long to arrive; then the connection
   * is closed.
   */
  private static final int BODY_PATIENCE_SECONDS = 5;

  private final Map<String, Route> byPath = new HashMap<>();
  private final Map<String, Route> byPrefix = new HashMap<>();
  private final LastResort lastResort;

  Routes(LastResort lastResort) {
    this.lastResort = lastResort;
  }

  private record Route(HttpString method, HttpHandler handler) {

    /** HEAD is a GET whose body the server leaves out. */
    boolean takes(HttpString asked) {
      return asked.equals(method) || (asked.equals(Methods.HEAD) && method.equals(Methods.GET));
    }

    String allowed() {
      return method.equals(Methods.GET) ? "GET, HEAD" : method.toString();
    }
  }

  Routes get(String path, HttpHandler handler) {
    byPath.put(path, new Route(Methods.GET, handler));
    return this;
  }

  Routes getBelow(String prefix, HttpHandler handler) {
    byPrefix.put(prefix, new Route(Methods.GET, handler));
    return this;
  }

  Routes post(String path, HttpHandler handler) {
    byPath.put(path, new Route(Methods.POST, handler));
    return this;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    lastResort.guard(exchange, () -> serve(exchange));
    if (!exchange.isRequestComplete()) {
      exchange
          .getIoThread()
          .executeAfter(() -> closeIfIncomplete(exchange), BODY_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void serve(HttpServerExchange exchange) {
    Route route = find(exchange.getRequestPath());
    if (route == null) {
      Replies.problem(exchange, Problem.UNKNOWN_PATH);
    } else if (!route.takes(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().put(Headers.ALLOW, route.allowed());
      Replies.problem(exchange, Problem.METHOD_NOT_ALLOWED);
    } else {
      handle(exchange, route.handler());
    }
  }

  private Route find(String path) {
    Route exact = byPath.get(path);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, Route> route : byPrefix.entrySet()) {
      if (path.startsWith(route.getKey())) {
        return route.getValue();
      }
    }
    return null;
  }

  private static void handle(HttpServerExchange exchange, HttpHandler handler) {
    try {
      handler.handleRequest(exchange);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void closeIfIncomplete(HttpServerExchange exchange) {
    if (!exchange.isRequestComplete()) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}
