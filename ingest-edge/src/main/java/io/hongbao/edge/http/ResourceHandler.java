package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.resource.ByteRateCap;
import io.hongbao.edge.resource.KeptResources.KeptPackage;
import io.hongbao.edge.resource.ResourceShelf;
import io.hongbao.resources.Coding;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ByteRange;
import io.undertow.util.ByteRange.RangeResponseResult;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /r/{sha256}}: one package. Its content never changes, so that whoever has it need not
 * ask again. A range is of the content as it is; else it goes in the best coding that is taken.
 */
final class ResourceHandler implements HttpHandler {

  static final String PREFIX = "/r/";

  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");

  /** A picture can hold a script; opened by itself it runs none. */
  private static final String NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private final ResourceShelf shelf;
  private final ByteRateCap cap;
  private final EdgeMetrics metrics;

  ResourceHandler(ResourceShelf shelf, ByteRateCap cap, EdgeMetrics metrics) {
    this.shelf = shelf;
    this.cap = cap;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String sha256 = exchange.getRequestPath().substring(PREFIX.length());
    Optional<KeptPackage> found = shelf.current().withContent(sha256);
    if (found.isEmpty()) {
      ReplyWriter.problem(exchange, HttpProblem.UNKNOWN_RESOURCE);
      return;
    }
    serve(exchange, found.get(), '"' + sha256 + '"');
  }

  private void serve(HttpServerExchange exchange, KeptPackage kept, String tag) {
    HeaderMap headers = exchange.getResponseHeaders();
    if (PreparedReply.isKnown(exchange, tag)) {
      describe(headers, tag);
      exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
      LingeringClose.prepare(exchange);
      exchange.endExchange();
      return;
    }
    ByteRange range = rangeOf(exchange);
    Optional<Coding> coding = range == null ? bestCoding(exchange, kept) : Optional.empty();
    ByteBuffer body = coding.flatMap(kept::in).orElseGet(kept::content);
    RangeResponseResult part = range == null ? null : part(exchange, range, body, tag);
    if (part != null && part.getStatusCode() == StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE) {
      headers.put(Headers.CONTENT_RANGE, part.getContentRange());
      ReplyWriter.problem(exchange, HttpProblem.NO_SUCH_RANGE);
      return;
    }
    if (part != null) {
      body = body.slice((int) part.getStart(), (int) part.getContentLength());
    }
    boolean isHead = exchange.getRequestMethod().equals(Methods.HEAD);
    long waitNanos = isHead ? 0 : cap.take(body.remaining(), System.nanoTime());
    if (waitNanos > 0) {
      metrics.boundReached("resources");
      ReplyWriter.problem(
          exchange, HttpProblem.resourcesLater(TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1));
      return;
    }
    describe(headers, tag);
    headers.put(Headers.CONTENT_TYPE, kept.described().mediaType().mediaTypeName());
    headers.put(CONTENT_SECURITY_POLICY, NO_SCRIPTS);
    headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
    coding.ifPresent(it -> headers.put(Headers.CONTENT_ENCODING, it.token()));
    if (part != null) {
      headers.put(Headers.CONTENT_RANGE, part.getContentRange());
      exchange.setStatusCode(StatusCodes.PARTIAL_CONTENT);
    }
    exchange.setResponseContentLength(body.remaining());
    metrics.sentResource(isHead ? 0 : body.remaining());
    LingeringClose.prepare(exchange);
    exchange.getResponseSender().send(body);
  }

  /** Several ranges at once are as none: the whole is a good answer to them. */
  private static ByteRange rangeOf(HttpServerExchange exchange) {
    ByteRange range = ByteRange.parse(exchange.getRequestHeaders().getFirst(Headers.RANGE));
    return range == null || range.getRanges() != 1 ? null : range;
  }

  private static void describe(HeaderMap headers, String tag) {
    headers.put(Headers.ETAG, tag);
    headers.put(Headers.CACHE_CONTROL, FOREVER);
    headers.add(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
    headers.put(Headers.ACCEPT_RANGES, "bytes");
  }

  /** Null if the whole is to be sent: somebody has the part of another content. */
  private static RangeResponseResult part(
      HttpServerExchange exchange, ByteRange range, ByteBuffer body, String tag) {
    return range.getResponseResult(
        body.remaining(), exchange.getRequestHeaders().getFirst(Headers.IF_RANGE), null, tag);
  }

  private static Optional<Coding> bestCoding(HttpServerExchange exchange, KeptPackage kept) {
    return kept.described().codings().stream()
        .filter(coding -> PreparedReply.takes(exchange, coding))
        .findFirst();
  }
}
