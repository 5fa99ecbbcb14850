package io.hongbao.edge.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret that opens the admin port, the same at all edges. {@link #toString()} does not show
 * it. Immutable.
 */
public final class AdminToken {

  /** The environment variable that carries it. */
  public static final String ENVIRONMENT_VARIABLE = "HONGBAO_ADMIN_TOKEN";

  /** Its file in the folder with all keys. */
  public static final String FILE = "admin.token";

  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 512;
  private static final int RANDOM_BYTES = 32;

  /** What may stand behind {@code Bearer} (RFC 6750). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final String BEARER = "Bearer ";

  private final String text;
  private final byte[] sha256;

  private AdminToken(String text) {
    this.text = text;
    this.sha256 = sha256(text);
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public static AdminToken parse(String text) {
    if (text.length() < MIN_LENGTH
        || text.length() > MAX_LENGTH
        || !TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an admin token of "
              + text.length()
              + " characters: expected "
              + MIN_LENGTH
              + " to "
              + MAX_LENGTH
              + " of A-Z a-z 0-9 . _ ~ + / -, as openssl rand -hex 32 makes");
    }
    return new AdminToken(text);
  }

  /** A new one. */
  public static AdminToken generate() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new AdminToken(HexFormat.of().formatHex(random));
  }

  /**
   * Whether an {@code Authorization} header holds it. The time that this takes says nothing of how
   * much of it is right.
   *
   * @param authorization may be null for none
   */
  public boolean isIn(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(sha256, sha256(authorization.substring(BEARER.length()).strip()));
  }

  /** The {@code Authorization} header of who calls an admin port. It shows the secret. */
  public String toAuthorization() {
    return BEARER + text;
  }

  /** The same for the token that the environment names; empty if it names none. */
  public static Optional<String> authorizationOfEnvironment() {
    String text = System.getenv(ENVIRONMENT_VARIABLE);
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(BEARER + text.strip());
  }

  /** The text that {@link #parse} reads. It shows the secret. */
  public String toSecretText() {
    return text;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "an admin token";
  }
}
