package io.hongbao.tickets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The secrets that sign tickets: one, or two while one takes over from the other. The first mints;
 * both verify. {@link #toString()} never shows a secret.
 */
public final class TicketKeys {

  /** The environment variable that carries them. */
  public static final String ENVIRONMENT_VARIABLE = "HONGBAO_TICKET_KEYS";

  /** The form of {@link #parse}. */
  public static final String FORM = "kid:base64[,kid:base64]";

  private static final int MAX_KEYS = 2;

  /** HS256 is as strong as its key, up to 256 bits. */
  private static final int MIN_SECRET_BYTES = 32;

  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  private final Map<String, byte[]> secrets;
  private final String mintingKid;

  /**
   * Keys in the order given; the first one mints.
   *
   * @param secrets by kid
   * @throws IllegalArgumentException unless there are one or two, with proper kids and secrets
   */
  public TicketKeys(Map<String, byte[]> secrets) {
    if (secrets.isEmpty() || secrets.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          secrets.size() + " ticket keys: expected 1 or " + MAX_KEYS + ", as " + FORM);
    }
    Map<String, byte[]> copies = new LinkedHashMap<>();
    secrets.forEach((kid, secret) -> copies.put(requireKid(kid), requireSecret(kid, secret)));
    this.secrets = copies;
    this.mintingKid = copies.keySet().iterator().next();
  }

  /**
   * Reads {@code kid:base64[,kid:base64]}.
   *
   * @throws IllegalArgumentException if it is not of that form; the message shows no secret
   */
  public static TicketKeys parse(String text) {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    for (String entry : text.strip().split(",")) {
      int colon = entry.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("ticket keys: expected " + FORM);
      }
      String kid = requireKid(entry.substring(0, colon).strip());
      if (secrets.put(kid, decode(kid, entry.substring(colon + 1).strip())) != null) {
        throw new IllegalArgumentException("ticket key " + kid + ": named twice");
      }
    }
    return new TicketKeys(secrets);
  }

  /** One new key with a random secret. */
  public static TicketKeys generate(String kid) {
    byte[] secret = new byte[MIN_SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new TicketKeys(Map.of(kid, secret));
  }

  /** The text that {@link #parse} reads. It shows the secrets. */
  public String toSecretText() {
    return secrets.entrySet().stream()
        .map(key -> key.getKey() + ":" + Base64.getEncoder().encodeToString(key.getValue()))
        .collect(Collectors.joining(","));
  }

  /** Whether these are the same secrets under the same kids, in the same order. */
  public boolean isSameAs(TicketKeys other) {
    return MessageDigest.isEqual(
        toSecretText().getBytes(StandardCharsets.US_ASCII),
        other.toSecretText().getBytes(StandardCharsets.US_ASCII));
  }

  String mintingKid() {
    return mintingKid;
  }

  /** The secret of a kid, copied; empty if no live key has it. */
  Optional<byte[]> secret(String kid) {
    return Optional.ofNullable(secrets.get(kid)).map(byte[]::clone);
  }

  /** The kids, the minting one first. */
  Iterable<String> kids() {
    return secrets.keySet();
  }

  private static String requireKid(String kid) {
    if (!KID.matcher(kid).matches()) {
      // It is not shown: it may be a secret that stands in the wrong place.
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a ticket key's kid of %d characters: expected %s, as %s",
              kid.length(),
              KID,
              FORM));
    }
    return kid;
  }

  private static byte[] requireSecret(String kid, byte[] secret) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ticket key %s: secret of %d bytes, expected at least %d",
              kid,
              secret.length,
              MIN_SECRET_BYTES));
    }
    return Arrays.copyOf(secret, secret.length);
  }

  private static byte[] decode(String kid, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ticket key " + kid + ": secret is not base64", e);
    }
  }

  @Override
  public String toString() {
    return "ticket keys " + secrets.keySet();
  }
}
