package io.hongbao.payment.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that opens a port. {@link #toString()} does not show it. Immutable. */
public final class BearerToken {

  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 512;
  private static final String BEARER = "Bearer ";

  private final byte[] bytes;

  /**
   * Takes a secret.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public BearerToken(String text) {
    if (text.length() < MIN_LENGTH
        || text.length() > MAX_LENGTH
        || !text.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
      throw new IllegalArgumentException(
          "a token of "
              + text.length()
              + " characters: expected "
              + MIN_LENGTH
              + " to "
              + MAX_LENGTH
              + " printable ASCII characters, as openssl rand -hex 32 makes");
    }
    bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether an {@code Authorization} header holds it, in a time that does not depend on how much.
   */
  public boolean isIn(String authorization) {
    return authorization != null
        && authorization.startsWith(BEARER)
        && MessageDigest.isEqual(
            bytes, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "a token";
  }
}
