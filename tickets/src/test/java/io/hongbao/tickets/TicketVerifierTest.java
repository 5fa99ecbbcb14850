package io.hongbao.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hongbao.tickets.InvalidTicketException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets are signed here by hand, as no library would make the worse half of them. */
class TicketVerifierTest {

  /** 1,802,003,400.5 s after 1970. */
  private static final long NOW_MILLIS = 1_802_003_400_500L;

  private static final long EXP = 1_802_003_460;
  private static final byte[] OLD_SECRET = secret(1);
  private static final byte[] NEW_SECRET = secret(2);
  private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"new\"}";
  private static final String CLAIMS = "{\"sub\":\"alice\",\"exp\":" + EXP + "}";

  private final TicketKeys keys = keys();
  private final TicketMint mint = new TicketMint(keys);
  private final TicketVerifier verifier = new TicketVerifier(keys, TicketTimes.DEFAULT, 100);

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

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String base64Url(String text) {
    return base64Url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(byte[] secret, String headerAndClaims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signature = mac.doFinal(headerAndClaims.getBytes(StandardCharsets.UTF_8));
      return headerAndClaims + "." + base64Url(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of JSON in single quotes. */
  private static String bearer(String header, String claims) {
    return "Bearer "
        + signed(
            NEW_SECRET,
            base64Url(header.replace('\'', '"')) + "." + base64Url(claims.replace('\'', '"')));
  }

  /** Alice's, with one more claim, which may name exp again. */
  private static String withClaim(String claim) {
    return bearer(HEADER, "{'sub':'alice','exp':" + EXP + "," + claim + "}");
  }

  private void assertRefused(String authorization, Reason reason, String message) {
    InvalidTicketException refusal = refusal(authorization);

    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
    assertThat(refusal).hasMessage(message);
  }

  private InvalidTicketException refusal(String authorization) {
    return catchThrowableOfType(
        InvalidTicketException.class, () -> verifier.verify(authorization, NOW_MILLIS));
  }

  @Test
  void shouldReadWhatTheMintMakes() throws InvalidTicketException {
    TicketMint.Minted minted = mint.mint("alice", "phone-1", Duration.ofHours(24), NOW_MILLIS);

    Ticket ticket = verifier.verify("Bearer " + minted.text(), NOW_MILLIS);

    assertThat(ticket).isEqualTo(Ticket.of("alice", "phone-1", minted.expiresAtMillis()));
    assertThat(minted.expiresAtMillis()).isEqualTo((NOW_MILLIS + 86_400_000) / 1_000 * 1_000);
  }

  @Test
  void shouldReadTheTestGroupThatATicketIsFor() throws InvalidTicketException {
    TicketMint.Minted minted = mint.mint("alice", "", "crew", Duration.ofHours(24), NOW_MILLIS);

    Ticket ticket = verifier.verify("Bearer " + minted.text(), NOW_MILLIS);

    assertThat(ticket).isEqualTo(Ticket.of("alice", "", "crew", minted.expiresAtMillis()));
    assertRefused(
        withClaim("'group':'The Crew'"),
        Reason.BAD_CLAIM,
        "the ticket's group 'The Crew': expected 1 to 40 of a-z, 0-9 and '-'");
    assertRefused(
        withClaim("'group':['crew']"),
        Reason.BAD_CLAIM,
        "the ticket's group is an array: expected a text");
  }

  @Test
  void shouldTakeTicketsOfBothLiveKeys() throws InvalidTicketException {
    String ofOldKey =
        signed(
            OLD_SECRET, base64Url("{\"alg\":\"HS256\",\"kid\":\"old\"}") + "." + base64Url(CLAIMS));

    Ticket ticket = verifier.verify("Bearer " + ofOldKey, NOW_MILLIS);

    assertThat(ticket).isEqualTo(Ticket.of("alice", "", EXP * 1_000));
  }

  /** RFC 7235: the scheme is case-insensitive; what nobody here reads does no harm. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'typ':'at+jwt'",
        "'typ':7",
        "'b64':true",
        "'cty':null",
        "'jwk':{'kty':'oct'}",
        "'x':[[[]]]"
      })
  void shouldPassOverHeadersThatMeanNothingHere(String member) throws InvalidTicketException {
    String ticket = bearer("{'alg':'HS256','kid':'new'," + member + "}", CLAIMS);

    assertThat(verifier.verify(ticket.replace("Bearer ", "bEARER   ") + " ", NOW_MILLIS).user())
        .isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'aud':['a','b'],'iss':7",
        "'x':{'sub':'bob','exp':1}",
        "'did':null,'nbf':null,'iat':null",
        "'nbf':0",
        "'nbf':1802003400.25",
        "'iat':1.8020034e9"
      })
  void shouldPassOverClaimsThatMeanNothingHere(String claims) throws InvalidTicketException {
    assertThat(verifier.verify(withClaim(claims), NOW_MILLIS))
        .isEqualTo(Ticket.of("alice", "", EXP * 1_000));
  }

  // ---- times

  @ParameterizedTest
  @CsvSource({
    "1802003460, 1802003460000",
    "1802003460.5, 1802003460500",
    "1.80200346e9, 1802003460000",
    "180200346000e-2, 1802003460000",
    "1802176200, 1802176200000"
  })
  void shouldReadAnyNumberOfSeconds(String exp, long expiresAtMillis)
      throws InvalidTicketException {
    String ticket = bearer(HEADER, "{'sub':'alice','exp':" + exp + "}");

    assertThat(verifier.verify(ticket, NOW_MILLIS).expiresAtMillis()).isEqualTo(expiresAtMillis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1802003460500       | the ticket's exp, 1802003460500, looks like milliseconds: expected seconds since 1970
          1802003460500000    | the ticket's exp, 1802003460500000, looks like microseconds: expected seconds since 1970
          1802003460500000000 | the ticket's exp, 1802003460500000000, looks like nanoseconds: expected seconds since 1970
          9223372036854775808 | the ticket's exp, 9223372036854775808, looks like nanoseconds: expected seconds since 1970
          1.8020034605e12     | the ticket's exp, 1.8020034605e12, looks like milliseconds: expected seconds since 1970
          1e30                | the ticket's exp, 1e30, looks like no time at all: expected seconds since 1970
          1e400               | the ticket's exp, 1e400, looks like no time at all: expected seconds since 1970
          1e99999999999       | the ticket's exp, 1e99999999999, is not a time: expected seconds since 1970
          """)
  void shouldSayThatATimeIsNotInSeconds(String exp, String message) {
    assertRefused(
        bearer(HEADER, "{'sub':'alice','exp':" + exp + "}"), Reason.NOT_IN_SECONDS, message);
    assertRefused(
        withClaim("'nbf':" + exp), Reason.NOT_IN_SECONDS, message.replace("exp,", "nbf,"));
    assertRefused(
        withClaim("'iat':" + exp), Reason.NOT_IN_SECONDS, message.replace("exp,", "iat,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          '1802003460' | is a text, '1802003460': expected a number, seconds since 1970
          ''           | is a text, '': expected a number, seconds since 1970
          true         | is a boolean, true: expected a number, seconds since 1970
          [1802003460] | is an array: expected a number, seconds since 1970
          {}           | is an object: expected a number, seconds since 1970
          -1           | is negative, -1: expected seconds since 1970
          -1e30        | is negative, -1e30: expected seconds since 1970
          """)
  void shouldCallWhatIsNoTimeByItsKind(String value, String found) {
    assertRefused(
        bearer(HEADER, "{'sub':'alice','exp':" + value + "}"),
        Reason.BAD_CLAIM,
        "the ticket's exp " + found);
    assertRefused(withClaim("'nbf':" + value), Reason.BAD_CLAIM, "the ticket's nbf " + found);
    assertRefused(withClaim("'iat':" + value), Reason.BAD_CLAIM, "the ticket's iat " + found);
  }

  @ParameterizedTest
  @CsvSource({
    "nbf, 1802003401",
    "nbf, 1802003430",
    "iat, 1802003401",
    "iat, 1802003430",
    "exp, 1802003371"
  })
  void shouldAllowForClocksThatDiffer(String claim, long seconds) throws InvalidTicketException {
    String ticket =
        claim.equals("exp")
            ? bearer(HEADER, "{'sub':'alice','exp':" + seconds + "}")
            : withClaim("'" + claim + "':" + seconds);

    assertThat(verifier.verify(ticket, NOW_MILLIS).user()).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nbf", "iat"})
  void shouldRefuseATicketThatIsNotValidYetAndSayHowLong(String claim) {
    InvalidTicketException refusal = refusal(withClaim("'" + claim + "':1802003431"));

    assertThat(refusal)
        .hasMessage(
            "the ticket is not valid yet: its " + claim + " is 31 s ahead, expected at most 30 s");
    assertThat(refusal.reason()).isEqualTo(Reason.NOT_YET_VALID);
    assertThat(refusal.validInMillis()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"1802003370, 30", "1802003000, 400", "0, 1802003400", "1e-9, 1802003400"})
  void shouldRefuseAnExpiredTicket(String exp, long secondsAgo) {
    assertRefused(
        bearer(HEADER, "{'sub':'alice','exp':" + exp + "}"),
        Reason.EXPIRED,
        "the ticket has expired: its exp was " + secondsAgo + " s ago");
  }

  @Test
  void shouldRefuseATicketFromTheInstantOfItsExpiryThoughItIsRemembered()
      throws InvalidTicketException {
    TicketMint.Minted minted = mint.mint("alice", "", Duration.ofMinutes(1), NOW_MILLIS);
    String authorization = "Bearer " + minted.text();
    long voidFromMillis = minted.expiresAtMillis() + 30_000;
    verifier.verify(authorization, NOW_MILLIS);

    Ticket before = verifier.verify(authorization, voidFromMillis - 1);

    assertThat(before.user()).isEqualTo("alice");
    assertThatThrownBy(() -> verifier.verify(authorization, voidFromMillis))
        .isInstanceOf(InvalidTicketException.class)
        .hasMessage("the ticket has expired: its exp was 30 s ago");
  }

  /** A ticket that is remembered is not looked at again, though it was not valid an hour before. */
  @Test
  void shouldRememberGoodTicketsHoweverManyBadOnesCome() throws InvalidTicketException {
    long hourBeforeMillis = NOW_MILLIS - 3_600_000;
    String good = withClaim("'nbf':" + NOW_MILLIS / 1_000);
    assertThatThrownBy(() -> verifier.verify(good, hourBeforeMillis))
        .as("not yet valid")
        .isInstanceOf(InvalidTicketException.class);
    verifier.verify(good, NOW_MILLIS);

    for (int i = 0; i < 1_000; i++) {
      String unsigned = base64Url(HEADER) + "." + base64Url("{\"sub\":\"u" + i + "\"}");
      assertThat(refusal("Bearer " + signed(OLD_SECRET, unsigned)).reason())
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }

    assertThat(verifier.verify(good, hourBeforeMillis).user()).isEqualTo("alice");
  }

  @Test
  void shouldRefuseATicketThatLivesTooLong() throws InvalidTicketException {
    long longest = 1_802_003_400 + 48 * 3_600 + 30;

    assertThat(verifier.verify(withLife(longest, ""), NOW_MILLIS).user()).isEqualTo("alice");
    assertRefused(
        withLife(longest + 1, ""),
        Reason.LIVES_TOO_LONG,
        "the ticket lives too long: its exp is 172830 s after now, expected at most 172800 s");
    assertRefused(
        withLife(EXP, ",'iat':1801744200"),
        Reason.LIVES_TOO_LONG,
        "the ticket lives too long: its exp is 259260 s after its iat, expected at most 172800 s");
    assertRefused(
        withLife(4_294_967_296L, ""),
        Reason.LIVES_TOO_LONG,
        "the ticket lives too long: its exp is 2492963895 s after now, expected at most 172800 s");
  }

  private static String withLife(long exp, String moreClaims) {
    return bearer(HEADER, "{'sub':'alice','exp':" + exp + moreClaims + "}");
  }

  @Test
  void shouldGoByTheTimesThatItIsGiven() throws InvalidTicketException {
    TicketTimes strict = new TicketTimes(Duration.ofHours(1), Duration.ZERO);
    TicketVerifier other = new TicketVerifier(keys, strict, 100);

    assertThat(other.verify(withLife(1_802_007_000, ""), NOW_MILLIS).user()).isEqualTo("alice");
    assertThatThrownBy(() -> other.verify(withLife(1_802_007_001, ""), NOW_MILLIS))
        .hasMessageContaining("expected at most 3600 s");
    assertThatThrownBy(() -> other.verify(withClaim("'nbf':1802003401"), NOW_MILLIS))
        .hasMessageContaining("is 1 s ahead, expected at most 0 s");
    assertThatThrownBy(() -> other.verify(withLife(1_802_003_400, ""), NOW_MILLIS))
        .hasMessageContaining("expired");
  }

  @Test
  void shouldRefuseTimesWithoutBounds() {
    assertThatThrownBy(() -> new TicketTimes(Duration.ofDays(367), Duration.ZERO))
        .hasMessage("a ticket's life of at most 31708800 s: expected 60 to 31622400");
    assertThatThrownBy(() -> new TicketTimes(Duration.ofSeconds(59), Duration.ZERO))
        .hasMessageContaining("59 s");
    assertThatThrownBy(() -> new TicketTimes(Duration.ofHours(1), Duration.ofSeconds(301)))
        .hasMessage("clocks that differ by 301 s: expected 0 to 300");
    assertThatThrownBy(() -> new TicketTimes(Duration.ofHours(1), Duration.ofSeconds(-1)))
        .hasMessageContaining("-1 s");
  }

  // ---- the other claims

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'exp':1802003460}                     | the ticket names no user: sub is missing, expected a text
          {'exp':1802003460,'sub':null}          | the ticket names no user: sub is empty or null, expected a text
          {'exp':1802003460,'sub':''}            | the ticket names no user: sub is empty or null, expected a text
          {'exp':1802003460,'sub':7}             | the ticket's sub is a number, 7: expected a text
          {'exp':1802003460,'sub':['a']}         | the ticket's sub is an array: expected a text
          {'exp':1802003460,'sub':{}}            | the ticket's sub is an object: expected a text
          {'exp':1802003460,'sub':true}          | the ticket's sub is a boolean, true: expected a text
          {'exp':1802003460,'sub':'a\\nb'}       | the ticket's user with a control character: expected none
          {'exp':1802003460,'sub':'a\\u0000'}    | the ticket's user with a control character: expected none
          {'exp':1802003460,'sub':'\\u2028'}     | the ticket's user with a control character: expected none
          {'exp':1802003460,'sub':'\\ud800'}     | the ticket's user: expected text without half surrogate pairs
          {'exp':1802003460,'sub':'a','did':7}   | the ticket's did is a number, 7: expected a text
          {'exp':1802003460,'sub':'a','did':'\\r'} | the ticket's device with a control character: expected none
          {'exp':1802003460,'sub':'   '}         | the ticket's user '   ': expected no space at its beginning or end
          {'exp':1802003460,'sub':' u1'}         | the ticket's user ' u1': expected no space at its beginning or end
          {'exp':1802003460,'sub':'u1\\u00a0'} | the ticket's user 'u1\u00a0': expected no space at its beginning or end
          {'exp':1802003460,'sub':'a','did':' '} | the ticket's device ' ': expected no space at its beginning or end
          {'exp':1802003460,'sub':'a','did':'d '} | the ticket's device 'd ': expected no space at its beginning or end
          {'sub':'alice'}                        | the ticket names no expiry: exp is missing, expected seconds since 1970
          {'sub':'alice','exp':null}             | the ticket names no expiry: exp is null, expected seconds since 1970
          """)
  void shouldSayWhatIsWrongWithAClaim(String claims, String message) {
    assertRefused(bearer(HEADER, claims), Reason.BAD_CLAIM, message);
  }

  @Test
  void shouldRefuseNamesThatAreTooLong() {
    assertThat(refusal(withClaim("'did':'" + "d".repeat(129) + "'")).getMessage())
        .startsWith("the ticket's device 'ddd")
        .endsWith("': expected 1 to 128 characters");
    assertThat(
            refusal(bearer(HEADER, "{'sub':'" + "u".repeat(129) + "','exp':" + EXP + "}"))
                .getMessage())
        .startsWith("the ticket's user 'uuu")
        .endsWith("': expected 1 to 128 characters");
    assertThat(
            refusal(bearer(HEADER, "{'sub':'" + "u".repeat(999) + "','exp':" + EXP + "}"))
                .getMessage())
        .hasSizeLessThan(260);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []                                 | the ticket's claims are not a JSON object
          'x'                                | the ticket's claims are not a JSON object
          x                                  | the ticket's claims are not JSON
          {'sub':'a','exp':NaN}              | the ticket's claims are not JSON
          {'sub':'a','exp':1                 | the ticket's claims are not JSON
          {'sub':'a','exp':1}{}              | the ticket's claims are more than one JSON object
          {'sub':'a','exp':1,'sub':'b'}      | the ticket's claims are wrong, naming sub twice: expected once
          {'sub':'a','exp':1,'e\\u0078p':2} | the ticket's claims are wrong, naming exp twice: expected once
          """)
  void shouldSayWhyTheClaimsCannotBeRead(String claims, String message) {
    assertRefused(bearer(HEADER, claims), Reason.MALFORMED, message);
  }

  @Test
  void shouldRefuseClaimsThatAreNotInUtf8() {
    String claims = base64Url(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertRefused(
        "Bearer " + signed(NEW_SECRET, base64Url(HEADER) + "." + claims),
        Reason.MALFORMED,
        "the ticket's claims are not text in UTF-8");
  }

  // ---- the header

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'alg':'none','kid':'new'}                              | UNSUPPORTED | the ticket's alg is none: expected HS256
          {'alg':'hs256','kid':'new'}                             | UNSUPPORTED | the ticket's alg is hs256: expected HS256
          {'alg':'HS384','kid':'new'}                             | UNSUPPORTED | the ticket's alg is HS384: expected HS256
          {'alg':'HS512','kid':'new'}                             | UNSUPPORTED | the ticket's alg is HS512: expected HS256
          {'alg':'RS256','kid':'new'}                             | UNSUPPORTED | the ticket's alg is RS256: expected HS256
          {'kid':'new'}                                           | UNSUPPORTED | the ticket's alg is missing: expected HS256
          {'alg':7,'kid':'new'}                                   | BAD_CLAIM   | the ticket's alg is a number, 7: expected a text
          {'alg':'HS256'}                                         | UNKNOWN_KEY | the ticket's header names no key: expected kid
          {'alg':'HS256','kid':null}                              | UNKNOWN_KEY | the ticket's header names no key: expected kid
          {'alg':'HS256','kid':''}                                | UNKNOWN_KEY | the ticket's header names no key: expected kid
          {'alg':'HS256','kid':'k9'}                              | UNKNOWN_KEY | the ticket's kid, k9, is no key that is known here
          {'alg':'HS256','kid':7}                                 | BAD_CLAIM   | the ticket's kid is a number, 7: expected a text
          {'alg':'HS256','kid':'new','crit':['exp']}              | UNSUPPORTED | the ticket's header has crit: no extension is known here, expected a header without
          {'alg':'HS256','kid':'new','crit':['x'],'x':1}          | UNSUPPORTED | the ticket's header has crit: no extension is known here, expected a header without
          {'alg':'HS256','kid':'new','crit':[]}                   | UNSUPPORTED | the ticket's header has crit: no extension is known here, expected a header without
          {'alg':'HS256','kid':'new','b64':false,'crit':['b64']}  | UNSUPPORTED | the ticket's header has crit: no extension is known here, expected a header without
          {'alg':'HS256','kid':'new','b64':false}                 | UNSUPPORTED | the ticket's b64 is not true: expected claims in base64url
          {'alg':'HS256','kid':'new','kid':'old'}                 | MALFORMED   | the ticket's header is wrong, naming kid twice: expected once
          []                                                      | MALFORMED   | the ticket's header is not a JSON object
          x                                                       | MALFORMED   | the ticket's header is not JSON
          """)
  void shouldSayWhatIsWrongWithTheHeader(String header, Reason reason, String message) {
    assertRefused(bearer(header, CLAIMS), reason, message);
  }

  @Test
  void shouldRefuseTheKeyOfAnotherKid() {
    String ofAnotherSecret = signed(OLD_SECRET, base64Url(HEADER) + "." + base64Url(CLAIMS));

    assertRefused(
        "Bearer " + ofAnotherSecret,
        Reason.WRONG_SIGNATURE,
        "the ticket's signature is wrong: the secret of its kid is another one");
  }

  /** Whatever the claims say, nobody who holds no key learns what becomes of them. */
  @Test
  void shouldLookAtTheSignatureBeforeTheClaims() {
    String expired = base64Url(HEADER) + "." + base64Url("{\"sub\":7,\"exp\":1}");

    assertThat(refusal("Bearer " + signed(OLD_SECRET, expired)).reason())
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  // ---- what goes behind Bearer

  @Test
  void shouldSayWhatIsWrongWithTheText() {
    String good = bearer(HEADER, CLAIMS);
    String headerAndClaims = good.substring(0, good.lastIndexOf('.'));
    String padded = Base64.getUrlEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));

    assertThat(padded).endsWith("=");
    assertRefused(
        "Bearer " + signed(NEW_SECRET, base64Url(HEADER) + "." + padded),
        Reason.MALFORMED,
        "the ticket's claims are padded with '=': expected base64url without padding");
    assertRefused(
        good + "=",
        Reason.MALFORMED,
        "the ticket's signature is padded with '=': expected base64url without padding");
    assertRefused(
        good + "+",
        Reason.MALFORMED,
        "the ticket's signature is not base64url, as it has '+': expected A-Z a-z 0-9 - and _");
    assertRefused(
        headerAndClaims + ".",
        Reason.MALFORMED,
        "the ticket is not signed: expected header.claims.signature");
    assertRefused(
        headerAndClaims,
        Reason.MALFORMED,
        "the ticket has 2 parts between dots: expected 3, header.claims.signature");
    assertRefused(
        "Bearer a.b.c.d.e",
        Reason.MALFORMED,
        "the ticket has 5 parts between dots: expected 3, header.claims.signature");
    assertRefused(
        "Bearer a.b.c", Reason.MALFORMED, "the ticket's header is cut off: expected base64url");
    assertRefused(
        "Bearer " + good,
        Reason.MALFORMED,
        "the ticket's header is not base64url, as it has ' ': expected A-Z a-z 0-9 - and _");
    assertRefused(
        "Bearer " + "x".repeat(3_000),
        Reason.MALFORMED,
        "the ticket is too long: 3000 characters, expected at most 2048");
  }

  @Test
  void shouldSayThatThereIsNoTicket() {
    assertRefused(
        null, Reason.MISSING, "no ticket: expected the header Authorization: Bearer TICKET");
    assertRefused(
        "", Reason.MISSING, "the header Authorization has no scheme: expected Bearer TICKET");
    assertRefused(
        "Bearer", Reason.MISSING, "the header Authorization has no ticket: expected Bearer TICKET");
    assertRefused(
        "Bearer ",
        Reason.MISSING,
        "the header Authorization has no ticket: expected Bearer TICKET");
    assertRefused(
        "Basic YWxpY2U6c2VjcmV0",
        Reason.MISSING,
        "the header Authorization has scheme Basic: expected Bearer TICKET");
    assertRefused(
        "YWxpY2U6c2VjcmV0",
        Reason.MISSING,
        "the header Authorization has no scheme: expected Bearer TICKET");
  }

  @Test
  void shouldRefuseSeveralTickets() {
    String good = bearer(HEADER, CLAIMS);
    String message = "the header Authorization stands more than once: expected one ticket";

    assertRefused(good + ", " + good, Reason.SEVERAL, message);
    assertRefused("Basic YQ==, " + good, Reason.SEVERAL, message);
    assertRefused(good + ", Basic YQ==", Reason.SEVERAL, message);
  }

  private static TicketKeys keysOf(String kid, byte[] secret) {
    return new TicketKeys(Map.of(kid, secret));
  }

  private Reason refusalOf(String ticket) {
    return catchThrowableOfType(
            InvalidTicketException.class, () -> verifier.verify("Bearer " + ticket, NOW_MILLIS))
        .reason();
  }

  @Test
  void shouldRefuseARememberedTicketOfAKeyThatIsGone() throws InvalidTicketException {
    String ticket = mint.mint("alice", "", Duration.ofHours(1), NOW_MILLIS).text();
    verifier.verify("Bearer " + ticket, NOW_MILLIS);

    verifier.replaceKeys(keysOf("old", OLD_SECRET));

    assertThat(refusalOf(ticket)).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void shouldRefuseARememberedTicketIfTheSecretOfItsKidIsAnother() throws InvalidTicketException {
    String ticket = mint.mint("alice", "", Duration.ofHours(1), NOW_MILLIS).text();
    verifier.verify("Bearer " + ticket, NOW_MILLIS);

    verifier.replaceKeys(keysOf("new", OLD_SECRET));

    assertThat(refusalOf(ticket)).isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void shouldTakeTicketsOfAKeyThatStaysAndOfOneThatIsNew() throws InvalidTicketException {
    TicketKeys newer = keysOf("newer", secret(3));
    String ofNewer = new TicketMint(newer).mint("bob", "", Duration.ofHours(1), NOW_MILLIS).text();
    String ofNew = mint.mint("alice", "", Duration.ofHours(1), NOW_MILLIS).text();
    assertThat(refusalOf(ofNewer)).isEqualTo(Reason.UNKNOWN_KEY);

    verifier.replaceKeys(
        TicketKeys.parse(newer.toSecretText() + "," + keysOf("new", NEW_SECRET).toSecretText()));

    assertThat(verifier.verify("Bearer " + ofNewer, NOW_MILLIS).user()).isEqualTo("bob");
    assertThat(verifier.verify("Bearer " + ofNew, NOW_MILLIS).user()).isEqualTo("alice");
  }
}
