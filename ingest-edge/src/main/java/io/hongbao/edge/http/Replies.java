package io.hongbao.edge.http;

import io.hongbao.edge.answer.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes replies. Only in the exchange's I/O thread; never blocks. */
final class Replies {

  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  /** Answers are a user's own and change with the clock. */
  private static final String NO_STORE = "no-store";

  private Replies() {}

  static void json(HttpServerExchange exchange, int status, String json) {
    json(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  static void json(HttpServerExchange exchange, int status, byte[] json) {
    send(exchange, status, JSON, json);
  }

  static void problem(HttpServerExchange exchange, Problem problem) {
    HeaderMap headers = exchange.getResponseHeaders();
    if (problem.retryAfterSeconds() > 0) {
      headers.put(Headers.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (!problem.challenge().isEmpty()) {
      headers.put(Headers.WWW_AUTHENTICATE, problem.challenge());
    }
    send(exchange, problem.status(), PROBLEM_JSON, problem.json());
  }

  private static void send(
      HttpServerExchange exchange, int status, String contentType, byte[] body) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_TYPE, contentType);
    headers.put(Headers.CACHE_CONTROL, NO_STORE);
    exchange.setStatusCode(status);
    Lingering.prepare(exchange);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
