package io.hongbao.edge.http;

import io.hongbao.edge.resource.KeptResources;
import io.hongbao.edge.resource.ResourceShelf;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

/** {@code GET /v1/resources}: which packages there are. The same for all, and needs no ticket. */
final class ManifestHandler implements HttpHandler {

  private final ResourceShelf shelf;

  ManifestHandler(ResourceShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    KeptResources kept = shelf.current();
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.ETAG, kept.tag());
    headers.put(Headers.CACHE_CONTROL, "no-cache");
    LingeringClose.prepare(exchange);
    if (!ETagUtils.handleIfNoneMatch(exchange, tagOf(kept.tag()), true)) {
      exchange.setStatusCode(304);
      exchange.endExchange();
      return;
    }
    headers.put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(kept.told());
  }

  static ETag tagOf(String quoted) {
    return new ETag(false, quoted.substring(1, quoted.length() - 1));
  }
}
