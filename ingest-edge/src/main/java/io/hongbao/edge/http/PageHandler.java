package io.hongbao.edge.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** One file of the audience's page, read once. It may load nothing from elsewhere. */
final class PageHandler implements HttpHandler {

  private static final String FOLDER = "/io/hongbao/edge/page/";
  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String contentType;
  private final byte[] content;

  /**
   * A file of the page.
   *
   * @throws IllegalStateException if the build left it out
   */
  PageHandler(String file, String contentType) {
    this.contentType = contentType;
    try (InputStream in = PageHandler.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is missing");
      }
      this.content = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's file " + file, e);
    }
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_TYPE, contentType);
    headers.put(Headers.CACHE_CONTROL, "no-cache");
    headers.put(CONTENT_SECURITY_POLICY, POLICY);
    headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
    headers.put(REFERRER_POLICY, "no-referrer");
    exchange.getResponseSender().send(ByteBuffer.wrap(content));
  }
}
