package io.hongbao.edge.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hongbao.edge.bounded.RecentMap;
import java.text.ParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * Verifies tickets: HS256 with the live key that {@code kid} names, whatever the token itself says
 * of its algorithm. What was verified once is remembered by its text until it expires, so that the
 * next request with it costs a look-up. Thread-safe.
 */
public final class TicketVerifier {

  static final String DEVICE = "did";

  /** A ticket of ours has about 200 characters; longer ones are not worth parsing. */
  private static final int LONGEST_TICKET = 2048;

  private static final String BEARER = "Bearer ";

  private final Map<String, JWSVerifier> verifiers = new HashMap<>();
  private final RecentMap<String, Ticket> verified;

  /**
   * A verifier by the live keys.
   *
   * @param mostRemembered tickets that are remembered
   */
  public TicketVerifier(TicketKeys keys, int mostRemembered) {
    for (String kid : keys.kids()) {
      try {
        verifiers.put(kid, new MACVerifier(keys.secret(kid).orElseThrow()));
      } catch (JOSEException e) {
        throw new IllegalStateException("cannot verify tickets with key " + kid, e);
      }
    }
    this.verified = new RecentMap<>(mostRemembered);
  }

  /**
   * Verifies what stands in an {@code Authorization} header.
   *
   * @param authorization may be null for none
   * @throws InvalidTicketException if it holds no ticket that is valid now
   */
  public Ticket verify(String authorization, long nowMillis) throws InvalidTicketException {
    if (authorization == null) {
      throw new InvalidTicketException(
          "no ticket: expected the header Authorization: Bearer TICKET");
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new InvalidTicketException("Authorization: expected Bearer TICKET");
    }
    String text = authorization.substring(BEARER.length()).strip();
    Ticket known = verified.get(text);
    Ticket ticket = known != null ? known : parse(text, nowMillis);
    if (!ticket.isValidAt(nowMillis)) {
      verified.remove(text);
      throw new InvalidTicketException("the ticket has expired");
    }
    if (known == null) {
      verified.put(text, ticket);
    }
    return ticket;
  }

  private Ticket parse(String text, long nowMillis) throws InvalidTicketException {
    if (text.length() > LONGEST_TICKET) {
      throw new InvalidTicketException("the ticket is too long");
    }
    try {
      SignedJWT token = SignedJWT.parse(text);
      requireOurSignature(token);
      return read(token.getJWTClaimsSet(), nowMillis);
    } catch (ParseException e) {
      throw new InvalidTicketException("the ticket cannot be read");
    }
  }

  private void requireOurSignature(SignedJWT token) throws InvalidTicketException {
    if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())) {
      throw new InvalidTicketException("the ticket is not signed with HS256");
    }
    JWSVerifier verifier = verifiers.get(token.getHeader().getKeyID());
    if (verifier == null) {
      throw new InvalidTicketException("the ticket's key is not known here");
    }
    try {
      if (!token.verify(verifier)) {
        throw new InvalidTicketException("the ticket's signature is wrong");
      }
    } catch (JOSEException e) {
      throw new InvalidTicketException("the ticket's signature cannot be checked");
    }
  }

  private static Ticket read(JWTClaimsSet claims, long nowMillis)
      throws ParseException, InvalidTicketException {
    Date expires = claims.getExpirationTime();
    if (claims.getSubject() == null || expires == null) {
      throw new InvalidTicketException("the ticket names no user or no expiry");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && nowMillis < notBefore.toInstant().toEpochMilli()) {
      throw new InvalidTicketException("the ticket is not valid yet");
    }
    String device = claims.getStringClaim(DEVICE);
    try {
      return Ticket.of(
          claims.getSubject(), device == null ? "" : device, expires.toInstant().toEpochMilli());
    } catch (IllegalArgumentException e) {
      throw new InvalidTicketException("the ticket's user or device is too long or empty");
    }
  }
}
