package io.hongbao.edge.http;

import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.policy.PolicyShelf.KeptPolicy;
import io.hongbao.edge.resource.KeptResources;
import io.hongbao.edge.resource.ResourceShelf;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One file of the audience's page, or all of it, read once. It may load nothing from elsewhere, and
 * call only the places that the newest phone policy names.
 */
final class PageHandler implements HttpHandler {

  private static final String INDEX = "index.html";
  private static final String HTML = "text/html; charset=utf-8";
  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");

  private static final String POLICY_REST =
      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Where the key stands in the page by which it checks phone policies. */
  private static final String KEY_PLACE = "name=\"hongbao-key\" content=\"";

  private final HttpHandler page;
  private final String policyToConnect;
  private final Supplier<String> origins;

  /**
   * @param scriptHashes of scripts inside that may run, each behind a space
   * @param styleHashes likewise
   * @param origins that may be called beside this edge, with a space between two
   */
  private PageHandler(
      HttpHandler page, String scriptHashes, String styleHashes, Supplier<String> origins) {
    this.page = page;
    this.policyToConnect =
        "default-src 'none'; script-src 'self'"
            + scriptHashes
            + "; style-src 'self'"
            + styleHashes
            + "; img-src 'self' data:; connect-src 'self'";
    this.origins = origins;
  }

  /**
   * A file of the page.
   *
   * @throws IllegalStateException if the build left it out
   */
  static PageHandler part(String file, String contentType) {
    PreparedReply reply = new PreparedReply(contentType, WholePage.read(file));
    return new PageHandler(reply::send, "", "", () -> "");
  }

  /** The page in parts, with the key by which it checks phone policies. */
  static PageHandler inParts(PolicyShelf policies) {
    byte[] page = read(INDEX, policies).getBytes(StandardCharsets.UTF_8);
    PreparedReply reply = new PreparedReply(HTML, page);
    return new PageHandler(reply::send, "", "", () -> policies.current().origins());
  }

  private record Told(KeptResources resources, KeptPolicy policy) {}

  /** The page with all of its parts inside, that key, the manifest and the phone policy. */
  static PageHandler whole(ResourceShelf shelf, PolicyShelf policies) {
    WholePage page = WholePage.of(file -> read(file, policies));
    return new PageHandler(
        new PreparedHandler<>(
            () -> new Told(shelf.current(), policies.current()),
            told ->
                new PreparedReply(HTML, page.with(told.resources().told(), told.policy().told()))),
        page.scriptHashes(),
        page.styleHashes(),
        () -> policies.current().origins());
  }

  private static String read(String file, PolicyShelf policies) {
    String text = new String(WholePage.read(file), StandardCharsets.UTF_8);
    return file.equals(INDEX) ? text.replace(KEY_PLACE, KEY_PLACE + policies.publicKey()) : text;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(CONTENT_SECURITY_POLICY, securityPolicy());
    headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
    headers.put(REFERRER_POLICY, "no-referrer");
    page.handleRequest(exchange);
  }

  private String securityPolicy() {
    String others = origins.get();
    return policyToConnect + (others.isEmpty() ? "" : " " + others) + POLICY_REST;
  }
}
