package io.hongbao.edge.http;

import static java.util.stream.Collectors.joining;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.wire.records.PlanFile;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;
import java.util.function.Supplier;

/** The calls of the admin port: alive, ready, metrics, and plan files. */
final class AdminHandler {

  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private AdminHandler() {}

  /**
   * The calls of the admin port.
   *
   * @param reasonsNotReady empty when the edge is ready
   */
  static HttpHandler create(
      Supplier<List<String>> reasonsNotReady, EdgeServices services, HttpSettings settings) {
    AdminGuard guard = new AdminGuard(settings.adminToken());
    EdgeMetrics metrics = services.metrics();
    BodyReader planBodies = BodyReader.ofAnyType(PlanFile.MAX_BYTES, services.lastResort());
    return new Routes(services.lastResort(), CorsOrigins.NONE, settings.timeouts().bodyMillis())
        .checkedBy(guard)
        .get(AdminGuard.ALIVE, exchange -> text(exchange, PLAIN, "alive\n"))
        .get(
            AdminGuard.READY,
            exchange ->
                ready(
                    exchange,
                    reasonsNotReady.get(),
                    services.health().warnings(),
                    guard.isOpenTo(exchange)))
        .get("/metrics", exchange -> text(exchange, PROMETHEUS, metrics.scrape()))
        .post("/plan", new PlanFileHandler(services.planFiles(), planBodies));
  }

  /**
   * A warning stands in both replies: it is for people, and no cause to take the edge away.
   *
   * @param tellsWhy whether the caller may know more than a probe has to
   */
  private static void ready(
      HttpServerExchange exchange,
      List<String> reasonsNotReady,
      List<String> warnings,
      boolean tellsWhy) {
    if (reasonsNotReady.isEmpty()) {
      String lines =
          warnings.stream().map(warning -> "warning: " + warning + "\n").collect(joining());
      text(exchange, PLAIN, "ready\n" + (tellsWhy ? lines : ""));
    } else if (!tellsWhy) {
      ReplyWriter.problem(exchange, HttpProblem.notReady("not ready: the admin token tells why"));
    } else {
      String more = warnings.stream().map(warning -> "; warning: " + warning).collect(joining());
      ReplyWriter.problem(
          exchange,
          HttpProblem.notReady("not ready: " + String.join(", ", reasonsNotReady) + more));
    }
  }

  private static void text(HttpServerExchange exchange, String contentType, String text) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    exchange.getResponseSender().send(text);
  }
}
