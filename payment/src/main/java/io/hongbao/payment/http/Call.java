package io.hongbao.payment.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One request with its body, and how it is answered. Used by one thread at a time.
 *
 * @param path the segments of the address, decoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(HttpServerExchange exchange, List<String> path, byte[] body) {

  public Call {
    path = List.copyOf(path);
  }

  /**
   * Splits before it decodes: a user's name may hold a slash.
   *
   * @throws IllegalArgumentException if it is not well encoded
   */
  public static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.split("/", -1))
        .skip(1)
        .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  public String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** A query parameter; null if there is none. */
  public String query(String name) {
    var values = exchange.getQueryParameters().get(name);
    return values == null ? null : values.getFirst();
  }

  public void json(int status, Object value) {
    send(status, "application/json", Json.write(value));
  }

  public void problem(ProblemDetails problem) {
    if (problem.status() == 503) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 1);
    }
    if (problem.status() == 401) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
    }
    send(problem.status(), "application/problem+json", Json.write(problem.toJson()));
  }

  public void text(String text) {
    send(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(int status, String contentType, byte[] bytes) {
    if (exchange.isResponseStarted()) {
      return;
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
  }
}
