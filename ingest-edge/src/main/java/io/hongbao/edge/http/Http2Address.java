package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.BadRequestException;
import io.undertow.util.ParameterLimitException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the address of a request over HTTP/2. Undertow would reply to one that it cannot read
 * without a body, or close the connection with all its other requests, so it is told to leave
 * addresses as they are. As with HTTP/1.1, nobody reads the query of the page and its files, and
 * whatever stands there works.
 */
final class Http2Address implements HttpHandler {

  private static final String CALLS = "/v1/";

  private final HttpHandler next;

  Http2Address(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestURI();
    String query = exchange.getQueryString();
    boolean isQueryRead = path.startsWith(CALLS) && !query.isEmpty();
    String target = isQueryRead ? path + '?' + query : path;
    HttpProblem complaint = RefusedHead.complaintOfTarget(target);
    if (complaint == null) {
      complaint = read(exchange, target);
    }
    if (complaint == null) {
      next.handleRequest(exchange);
    } else {
      ReplyWriter.problem(exchange, complaint);
    }
  }

  private static HttpProblem read(HttpServerExchange exchange, String target) {
    exchange.getQueryParameters().clear();
    try {
      Connectors.setExchangeRequestPath(
          exchange,
          target,
          StandardCharsets.UTF_8.name(),
          true,
          false,
          new StringBuilder(),
          HttpSettings.MAX_HEADER_BYTES);
      return null;
    } catch (ParameterLimitException | BadRequestException | IllegalArgumentException e) {
      return HttpProblem.badRequest("the request's address cannot be read: expected a path");
    }
  }
}
