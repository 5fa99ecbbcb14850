package io.hongbao.tickets;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** Makes tickets: JWTs signed with HS256 by the first of the live keys. Thread-safe. */
public final class TicketMint {

  /** How long the tickets live that people mint by hand. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  private final JWSHeader header;
  private final JWSSigner signer;

  public TicketMint(TicketKeys keys) {
    String kid = keys.mintingKid();
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(kid).build();
    try {
      this.signer = new MACSigner(keys.secret(kid).orElseThrow());
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign tickets with key " + kid, e);
    }
  }

  /**
   * A new ticket.
   *
   * @param text what goes behind {@code Bearer}
   * @param expiresAtMillis a whole second, as JWTs count in seconds
   */
  public record Minted(String text, long expiresAtMillis) {}

  /** Mints a ticket for the live show. */
  public Minted mint(String user, String device, Duration lifetime, long nowMillis) {
    return mint(user, device, "", lifetime, nowMillis);
  }

  /**
   * Mints a ticket.
   *
   * @param device may be empty
   * @param group the test group whose shadow show it is for; empty for the live show
   * @throws IllegalArgumentException if user or device is too long, the user empty, or the group no
   *     name
   */
  public Minted mint(String user, String device, String group, Duration lifetime, long nowMillis) {
    Instant expires =
        Instant.ofEpochMilli(nowMillis).plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    Ticket ticket = Ticket.of(user, device, group, expires.toEpochMilli());
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder().subject(user).expirationTime(Date.from(expires));
    if (!device.isEmpty()) {
      claims.claim(TicketVerifier.DEVICE, device);
    }
    if (!group.isEmpty()) {
      claims.claim(TicketVerifier.GROUP, group);
    }
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a ticket", e);
    }
    return new Minted(token.serialize(), ticket.expiresAtMillis());
  }
}
