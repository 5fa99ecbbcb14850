package io.hongbao.resources.policy;

import io.hongbao.domain.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where phones of a carrier in a region find edges.
 *
 * @param origin scheme, host and port, as in {@code https://gz.example:8443}; up to {@link
 *     #MAX_ORIGIN_LENGTH} characters
 * @param carrier whose phones it is for; empty for those of every carrier
 * @param region whose phones it is for; empty for those of every region
 * @param weight its share of the phones that may choose it, 1 to {@link #MAX_WEIGHT}
 */
public record AccessPoint(String origin, String carrier, String region, int weight) {

  public static final int MAX_ORIGIN_LENGTH = 120;
  public static final int MAX_WEIGHT = 1_000;

  public AccessPoint {
    requireOrigin(origin);
    requireIdOrNone("carrier", carrier);
    requireIdOrNone("region", region);
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight " + weight + ": expected 1 to " + MAX_WEIGHT);
    }
  }

  /**
   * Takes an origin and nothing else.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static String requireOrigin(String origin) {
    URI uri = requireWebAddress(origin, MAX_ORIGIN_LENGTH);
    boolean isOrigin =
        uri.getRawPath().isEmpty()
            && uri.getRawQuery() == null
            && origin.equals(origin.toLowerCase(Locale.ROOT));
    if (!isOrigin) {
      throw new IllegalArgumentException(
          "expected scheme, host and port in small letters and nothing else, as in"
              + " https://gz.example:8443");
    }
    return origin;
  }

  /** An absolute address of the web, without a user and a fragment. */
  static URI requireWebAddress(String text, int maxLength) {
    try {
      URI uri = text.length() <= maxLength ? new URI(text) : new URI("");
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // As any other text that is no address.
    }
    throw new IllegalArgumentException(
        "expected an address that begins with https:// or http://, of at most "
            + maxLength
            + " characters");
  }

  private static void requireIdOrNone(String what, String id) {
    if (!id.isEmpty()) {
      Names.requireId(what, id);
    }
  }
}
