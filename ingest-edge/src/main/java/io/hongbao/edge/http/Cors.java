package io.hongbao.edge.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/** Tells browsers which pages of other origins may call the edge (CORS), if any may. */
final class Cors {

  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
  private static final HttpString REQUEST_METHOD = new HttpString("Access-Control-Request-Method");

  /** What calls send beyond what every page may. */
  private static final String SENT = "Authorization, Content-Type, Prefer";

  /** What replies carry that is of use to a page. */
  private static final String REPLIED = "Location, Retry-After";

  /** Chromium remembers no longer than two hours. */
  private static final String MAX_AGE_SECONDS = "7200";

  private final CorsOrigins origins;

  Cors(CorsOrigins origins) {
    this.origins = origins;
  }

  /** To be called before a reply is written. */
  void prepare(HttpServerExchange exchange) {
    if (origins.isEmpty()) {
      return;
    }
    HeaderMap reply = exchange.getResponseHeaders();
    reply.add(Headers.VARY, Headers.ORIGIN_STRING);
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null && origins.allows(origin)) {
      reply.put(ALLOW_ORIGIN, origin);
      reply.put(EXPOSE_HEADERS, REPLIED);
    }
  }

  /** Answers what a browser asks before a call, on top of {@link #prepare}. */
  void preflight(HttpServerExchange exchange, String methods) {
    HeaderMap reply = exchange.getResponseHeaders();
    if (reply.contains(ALLOW_ORIGIN) && exchange.getRequestHeaders().contains(REQUEST_METHOD)) {
      reply.put(ALLOW_METHODS, methods);
      reply.put(ALLOW_HEADERS, SENT);
      reply.put(MAX_AGE, MAX_AGE_SECONDS);
    }
  }
}
