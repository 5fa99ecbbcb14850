package io.hongbao.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/** The {@code Authorization} header. */
final class Authorization {

  private Authorization() {}

  /** Its value; null for none. Several lines are one list, with commas between (RFC 9110, 5.3). */
  static String of(HttpServerExchange exchange) {
    HeaderValues values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (values == null) {
      return null;
    }
    return values.size() == 1 ? values.getFirst() : String.join(", ", values);
  }
}
