package io.hongbao.edge.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The web pages of other origins that may call the edge (CORS). Immutable.
 *
 * @param origins such as {@code https://gala.example}, or {@code *} for every one; empty for none
 */
public record CorsOrigins(Set<String> origins) {

  /** Only the edge's own page may call it: no reply has a CORS header. */
  public static final CorsOrigins NONE = new CorsOrigins(Set.of());

  private static final String EVERY = "*";

  public CorsOrigins {
    origins = Set.copyOf(origins);
  }

  /**
   * Reads origins with a comma between two.
   *
   * @throws IllegalArgumentException if one is no origin
   */
  public static CorsOrigins parse(String text) {
    return new CorsOrigins(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .map(CorsOrigins::requireOrigin)
            .collect(Collectors.toSet()));
  }

  private static String requireOrigin(String text) {
    if (text.equals(EVERY)) {
      return text;
    }
    try {
      URI uri = new URI(text.toLowerCase(Locale.ROOT));
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      if (isWeb
          && uri.getHost() != null
          && uri.toString().equals(uri.getScheme() + "://" + uri.getHost() + port)) {
        boolean isDefaultPort = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
        // Browsers leave it out.
        return uri.getScheme() + "://" + uri.getHost() + (isDefaultPort ? "" : port);
      }
    } catch (URISyntaxException e) {
      // The sentence below says what is wrong.
    }
    throw new IllegalArgumentException(
        "origin '" + text + "': expected one such as https://gala.example, without a path, or *");
  }

  boolean isEmpty() {
    return origins.isEmpty();
  }

  boolean allows(String origin) {
    return origins.contains(EVERY) || origins.contains(origin);
  }
}
