package io.hongbao.edge.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketVerifierTest {

  private static final long NOW_MILLIS = 1_802_003_400_500L;
  private static final byte[] OLD_SECRET = secret(1);
  private static final byte[] NEW_SECRET = secret(2);

  private final TicketKeys keys = keys();
  private final TicketMint mint = new TicketMint(keys);
  private final TicketVerifier verifier = new TicketVerifier(keys, 100);

  private static byte[] secret(int fill) {
    byte[] secret = new byte[64];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  private static TicketKeys keys() {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("new", NEW_SECRET);
    secrets.put("old", OLD_SECRET);
    return new TicketKeys(secrets);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder().subject("alice").expirationTime(date(NOW_MILLIS + 60_000));
  }

  private static Date date(long millis) {
    return Date.from(Instant.ofEpochMilli(millis));
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, byte[] secret, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    token.sign(new MACSigner(secret));
    return "Bearer " + token.serialize();
  }

  private void assertRefused(String authorization, String why) {
    assertThatThrownBy(() -> verifier.verify(authorization, NOW_MILLIS))
        .isInstanceOf(InvalidTicketException.class)
        .hasMessageContaining(why);
  }

  @Test
  void shouldReadWhatTheMintMakes() throws InvalidTicketException {
    TicketMint.Minted minted = mint.mint("alice", "phone-1", Duration.ofHours(24), NOW_MILLIS);

    Ticket ticket = verifier.verify("Bearer " + minted.text(), NOW_MILLIS);

    assertThat(ticket).isEqualTo(Ticket.of("alice", "phone-1", minted.expiresAtMillis()));
    assertThat(minted.expiresAtMillis()).isEqualTo((NOW_MILLIS + 86_400_000) / 1_000 * 1_000);
  }

  @Test
  void shouldTakeTicketsOfBothLiveKeys() throws InvalidTicketException, JOSEException {
    String ofOldKey = signed(JWSAlgorithm.HS256, "old", OLD_SECRET, claims().build());

    Ticket ticket = verifier.verify(ofOldKey, NOW_MILLIS);

    assertThat(ticket).isEqualTo(Ticket.of("alice", "", (NOW_MILLIS + 60_000) / 1_000 * 1_000));
  }

  @Test
  void shouldRefuseATicketFromTheInstantOfItsExpiryThoughItIsRemembered()
      throws InvalidTicketException {
    TicketMint.Minted minted = mint.mint("alice", "", Duration.ofMinutes(1), NOW_MILLIS);
    String authorization = "Bearer " + minted.text();

    Ticket before = verifier.verify(authorization, minted.expiresAtMillis() - 1);

    assertThat(before.user()).isEqualTo("alice");
    assertThatThrownBy(() -> verifier.verify(authorization, minted.expiresAtMillis()))
        .isInstanceOf(InvalidTicketException.class)
        .hasMessage("the ticket has expired");
  }

  @Test
  void shouldRefuseOtherAlgorithmsThoughTheKeyIsRight() throws JOSEException {
    assertRefused(signed(JWSAlgorithm.HS384, "new", NEW_SECRET, claims().build()), "HS256");
    assertRefused(signed(JWSAlgorithm.HS512, "new", NEW_SECRET, claims().build()), "HS256");
  }

  @Test
  void shouldRefuseTheKeyOfAnotherKid() throws JOSEException {
    assertRefused(signed(JWSAlgorithm.HS256, "new", OLD_SECRET, claims().build()), "signature");
  }

  @Test
  void shouldRefuseATicketThatNamesNoKey() throws JOSEException {
    assertRefused(signed(JWSAlgorithm.HS256, null, NEW_SECRET, claims().build()), "key");
  }

  @Test
  void shouldRefuseClaimsThatLackUserOrExpiry() throws JOSEException {
    JWTClaimsSet noUser = new JWTClaimsSet.Builder(claims().build()).subject(null).build();
    JWTClaimsSet noExpiry = new JWTClaimsSet.Builder().subject("alice").build();

    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, noUser), "no user or no expiry");
    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, noExpiry), "no user or no expiry");
  }

  @Test
  void shouldRefuseClaimsThatAreTooLongOrOfTheWrongKind() throws JOSEException {
    JWTClaimsSet longUser = claims().subject("u".repeat(129)).build();
    JWTClaimsSet longDevice = claims().claim("did", "d".repeat(129)).build();
    JWTClaimsSet numberForDevice = claims().claim("did", 7).build();

    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, longUser), "too long");
    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, longDevice), "too long");
    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, numberForDevice), "cannot be read");
  }

  @Test
  void shouldRefuseATicketThatIsNotValidYet() throws JOSEException {
    JWTClaimsSet tomorrow = claims().notBeforeTime(date(NOW_MILLIS + 30_000)).build();

    assertRefused(signed(JWSAlgorithm.HS256, "new", NEW_SECRET, tomorrow), "not valid yet");
  }

  @Test
  void shouldRefuseWhatIsNoTicket() {
    assertRefused(null, "no ticket");
    assertRefused("", "Bearer");
    assertRefused("Basic YWxpY2U6c2VjcmV0", "Bearer");
    assertRefused("Bearer ", "cannot be read");
    assertRefused("Bearer a.b.c", "cannot be read");
    assertRefused("Bearer " + "x".repeat(3_000), "too long");
  }
}
