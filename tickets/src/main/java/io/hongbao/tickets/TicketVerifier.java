package io.hongbao.tickets;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.hongbao.tickets.InvalidTicketException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Verifies tickets: HS256 with the live key that {@code kid} names, whatever the token itself says
 * of its algorithm. What was verified once is remembered by its text until it expires, so that the
 * next request with it costs a look-up. No claim is looked at before the signature is found right.
 * The keys may be replaced while it is used. Thread-safe.
 */
public final class TicketVerifier {

  static final String DEVICE = "did";
  static final String GROUP = "group";

  /** A ticket of ours has about 200 characters; longer ones are not worth parsing. */
  private static final int MAX_TICKET_LENGTH = 2048;

  /** Of a message that shows a claim. */
  private static final int MAX_MESSAGE_LENGTH = 250;

  private static final int MAX_SCHEME_LENGTH = 20;

  private static final String BEARER = "Bearer ";

  private static final JWSHeader HS256 = new JWSHeader(JWSAlgorithm.HS256);

  private final TicketTimes times;
  private final long clockSkewMillis;
  private final int maxRemembered;
  private volatile LiveKeys live;

  /**
   * The live keys, and what was verified by them. They go together: what another thread still
   * remembers while keys are replaced is remembered with the keys that are gone.
   */
  private record LiveKeys(Map<String, JWSVerifier> verifiers, VerifiedTickets verified) {}

  /**
   * A verifier by the live keys.
   *
   * @param maxRemembered tickets that are remembered
   */
  public TicketVerifier(TicketKeys keys, TicketTimes times, int maxRemembered) {
    this.times = times;
    this.clockSkewMillis = times.clockSkew().toMillis();
    this.maxRemembered = maxRemembered;
    replaceKeys(keys);
  }

  /**
   * From now on only tickets of these keys are valid. Nothing that was verified before is
   * remembered, so a ticket of a key that is gone is refused at once.
   */
  public void replaceKeys(TicketKeys keys) {
    Map<String, JWSVerifier> verifiers = new HashMap<>();
    for (String kid : keys.kids()) {
      try {
        verifiers.put(kid, new MACVerifier(keys.secret(kid).orElseThrow()));
      } catch (JOSEException e) {
        throw new IllegalStateException("cannot verify tickets with key " + kid, e);
      }
    }
    live = new LiveKeys(verifiers, new VerifiedTickets(maxRemembered));
  }

  /**
   * Verifies what stands in an {@code Authorization} header.
   *
   * @param authorization may be null for none; a comma between several
   * @throws InvalidTicketException if it holds no ticket that is valid now
   */
  public Ticket verify(String authorization, long nowMillis) throws InvalidTicketException {
    if (authorization == null) {
      throw new InvalidTicketException(
          Reason.MISSING, "no ticket: expected the header Authorization: Bearer TICKET");
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw notBearer(authorization);
    }
    String text = authorization.substring(BEARER.length()).strip();
    LiveKeys now = live;
    Ticket known = now.verified().get(text);
    if (known != null) {
      if (nowMillis < known.expiresAtMillis() + clockSkewMillis) {
        return known; // the rest only gets truer with time
      }
      now.verified().remove(text);
    }
    Ticket ticket = read(text, now.verifiers(), nowMillis);
    now.verified().put(text, ticket);
    return ticket;
  }

  /**
   * Checks a ticket that was verified before.
   *
   * @throws InvalidTicketException if it has expired since
   */
  public void requireLive(Ticket ticket, long nowMillis) throws InvalidTicketException {
    if (nowMillis >= ticket.expiresAtMillis() + clockSkewMillis) {
      throw new InvalidTicketException(
          Reason.EXPIRED, "the ticket has expired since the connection began");
    }
  }

  /** How long a ticket may live that is to be taken here. */
  public Duration maxLife() {
    return times.maxLife();
  }

  /** The credentials may be of use elsewhere: only the scheme is shown. */
  private static InvalidTicketException notBearer(String authorization) {
    if (authorization.indexOf(',') >= 0) {
      return several();
    }
    String[] words = authorization.strip().split("\\s", 2);
    String found = words.length == 2 ? schemeOf(words[0]) : "no scheme";
    return new InvalidTicketException(
        Reason.MISSING,
        String.format(
            Locale.ROOT,
            "the header Authorization has %s: expected Bearer TICKET",
            words[0].equalsIgnoreCase("Bearer") ? "no ticket" : found));
  }

  /** What is too long for a scheme may be a ticket that stands in its place. */
  private static String schemeOf(String word) {
    return word.length() <= MAX_SCHEME_LENGTH
        ? "scheme " + TicketClaims.shown(word)
        : "a scheme of " + word.length() + " characters";
  }

  private static InvalidTicketException several() {
    return new InvalidTicketException(
        Reason.SEVERAL, "the header Authorization stands more than once: expected one ticket");
  }

  private Ticket read(String text, Map<String, JWSVerifier> verifiers, long nowMillis)
      throws InvalidTicketException {
    if (text.isEmpty()) {
      throw notBearer("Bearer");
    }
    if (text.length() > MAX_TICKET_LENGTH) {
      throw malformed(
          String.format(
              Locale.ROOT,
              "the ticket is too long: %d characters, expected at most %d",
              text.length(),
              MAX_TICKET_LENGTH));
    }
    if (text.indexOf(',') >= 0) {
      throw several();
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw malformed(
          String.format(
              Locale.ROOT,
              "the ticket has %d parts between dots: expected 3, header.claims.signature",
              parts.length));
    }
    byte[] header = decode("the ticket's header is", parts[0]);
    byte[] claims = decode("the ticket's claims are", parts[1]);
    decode("the ticket's signature is", parts[2]);
    JWSVerifier verifier =
        verifierOf(TicketClaims.read("the ticket's header is", header), verifiers);
    String signed = text.substring(0, text.lastIndexOf('.'));
    requireSignature(verifier, signed, parts[2]);
    return ticketOf(TicketClaims.read("the ticket's claims are", claims), nowMillis);
  }

  /** Strictly: what is left out or passed over here is signed all the same. */
  private static byte[] decode(String what, String base64Url) throws InvalidTicketException {
    try {
      return Base64.getUrlDecoder().decode(requireAlphabet(what, base64Url));
    } catch (IllegalArgumentException e) {
      throw malformed(what + " cut off: expected base64url");
    }
  }

  private static String requireAlphabet(String what, String base64Url)
      throws InvalidTicketException {
    for (int i = 0; i < base64Url.length(); i++) {
      char c = base64Url.charAt(i);
      if (c == '=') {
        throw malformed(what + " padded with '=': expected base64url without padding");
      }
      boolean isFine =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!isFine) {
        throw malformed(
            String.format(
                Locale.ROOT,
                "%s not base64url, as it has '%s': expected A-Z a-z 0-9 - and _",
                what,
                TicketClaims.shown(String.valueOf(c))));
      }
    }
    return base64Url;
  }

  private static JWSVerifier verifierOf(TicketClaims header, Map<String, JWSVerifier> verifiers)
      throws InvalidTicketException {
    String algorithm = header.text("alg");
    if (!algorithm.equals("HS256")) {
      throw unsupported(
          String.format(
              Locale.ROOT,
              "the ticket's alg is %s: expected HS256",
              algorithm.isEmpty() ? "missing" : TicketClaims.shown(algorithm)));
    }
    if (header.has("crit")) {
      throw unsupported(
          "the ticket's header has crit: no extension is known here, expected a header without");
    }
    if (header.has("b64") && !header.isTrue("b64")) {
      throw unsupported("the ticket's b64 is not true: expected claims in base64url");
    }
    String kid = header.text("kid");
    JWSVerifier verifier = verifiers.get(kid);
    if (verifier == null) {
      throw new InvalidTicketException(
          Reason.UNKNOWN_KEY,
          kid.isEmpty()
              ? "the ticket's header names no key: expected kid"
              : String.format(
                  Locale.ROOT,
                  "the ticket's kid, %s, is no key that is known here",
                  TicketClaims.shown(kid)));
    }
    return verifier;
  }

  private static void requireSignature(JWSVerifier verifier, String signed, String signature)
      throws InvalidTicketException {
    if (signature.isEmpty()) {
      throw malformed("the ticket is not signed: expected header.claims.signature");
    }
    try {
      if (!verifier.verify(
          HS256, signed.getBytes(StandardCharsets.US_ASCII), new Base64URL(signature))) {
        throw new InvalidTicketException(
            Reason.WRONG_SIGNATURE,
            "the ticket's signature is wrong: the secret of its kid is another one");
      }
    } catch (JOSEException e) {
      throw malformed("the ticket's signature cannot be checked");
    }
  }

  private Ticket ticketOf(TicketClaims claims, long nowMillis) throws InvalidTicketException {
    String user = claims.text("sub");
    String device = claims.text(DEVICE);
    String group = claims.text(GROUP);
    long expiresAtMillis = claims.timeMillis("exp");
    long notBeforeMillis = claims.timeMillis("nbf");
    long issuedAtMillis = claims.timeMillis("iat");
    if (user.isEmpty()) {
      throw badClaim(
          String.format(
              Locale.ROOT,
              "the ticket names no user: sub is %s, expected a text",
              claims.has("sub") ? "empty or null" : "missing"));
    }
    if (expiresAtMillis == TicketClaims.ABSENT) {
      throw badClaim(
          String.format(
              Locale.ROOT,
              "the ticket names no expiry: exp is %s, expected seconds since 1970",
              claims.has("exp") ? "null" : "missing"));
    }
    times.requireTaken(issuedAtMillis, notBeforeMillis, expiresAtMillis, nowMillis);
    try {
      return Ticket.of(user, device, group, expiresAtMillis);
    } catch (IllegalArgumentException e) {
      throw badClaim(TicketClaims.shown("the ticket's " + e.getMessage(), MAX_MESSAGE_LENGTH));
    }
  }

  private static InvalidTicketException malformed(String message) {
    return new InvalidTicketException(Reason.MALFORMED, message);
  }

  private static InvalidTicketException unsupported(String message) {
    return new InvalidTicketException(Reason.UNSUPPORTED, message);
  }

  private static InvalidTicketException badClaim(String message) {
    return new InvalidTicketException(Reason.BAD_CLAIM, message);
  }
}
