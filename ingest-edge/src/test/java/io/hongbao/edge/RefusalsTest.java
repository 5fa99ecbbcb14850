package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to be refused, over real HTTP: the right status, a problem, and nothing logged. */
class RefusalsTest {

  private static final String ALICE = "alice";
  private static final byte[] TEN_MEGABYTES = new byte[10 * 1024 * 1024];
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = new TestEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static void assertProblem(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("type").asText()).isEqualTo("about:blank");
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(edge.log.shakes()).isEmpty();
  }

  private static HttpRequest.Builder shakeWith(String ticket) {
    return edge.request("/v1/shakes")
        .header("Authorization", "Bearer " + ticket)
        .POST(BodyPublishers.noBody());
  }

  private static HttpRequest.Builder shakeWithBody(String contentType, String body) {
    return edge.requestOf(ALICE, "/v1/shakes")
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body));
  }

  private static JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .subject(ALICE)
        .expirationTime(Date.from(Instant.ofEpochMilli(TestEdge.NOW_MILLIS + 60_000)))
        .build();
  }

  private static String forged() throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims());
    token.sign(new MACSigner(new byte[32]));
    return token.serialize();
  }

  private static String ofAnUnknownKey() {
    TicketMint mint = new TicketMint(TicketKeys.generate("k9"));
    return mint.mint(ALICE, "", Duration.ofHours(1), TestEdge.NOW_MILLIS).text();
  }

  private static String expired() {
    TicketMint mint = new TicketMint(TestEdge.KEYS);
    return mint.mint(ALICE, "", Duration.ofHours(1), TestEdge.NOW_MILLIS - 3_640_000).text();
  }

  private static String notYetValid() throws JOSEException {
    Date inAMinute = Date.from(Instant.ofEpochMilli(TestEdge.NOW_MILLIS + 60_000));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            new JWTClaimsSet.Builder(claims()).notBeforeTime(inAMinute).build());
    token.sign(new MACSigner(TestEdge.SECRET));
    return token.serialize();
  }

  static Stream<Arguments> badTickets() throws JOSEException {
    return Stream.of(
        arguments("WRONG_SIGNATURE", forged()),
        arguments("UNSUPPORTED", new PlainJWT(claims()).serialize()),
        arguments("UNKNOWN_KEY", ofAnUnknownKey()),
        arguments("EXPIRED", expired()),
        arguments("NOT_YET_VALID", notYetValid()),
        arguments("MALFORMED", "nonsense"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTickets")
  void shouldRefuseABadTicketAndSayWhy(String reason, String ticket) throws IOException {
    for (String path : List.of("/v1/shakes", "/v1/shakes/first-1", "/v1/packets")) {
      HttpRequest.Builder request = edge.request(path).header("Authorization", "Bearer " + ticket);
      HttpResponse<String> response =
          edge.send(path.equals("/v1/shakes") ? request.POST(BodyPublishers.noBody()) : request);

      assertProblem(response, 401);
      JsonNode problem = JSON.readTree(response.body());
      assertThat(problem.get("reason").asText()).isEqualTo(reason);
      assertThat(problem.get("title").asText()).startsWith("Ticket");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue(
              String.format(
                  Locale.ROOT,
                  "Bearer error=\"invalid_token\", error_description=\"%s\"",
                  problem.get("detail").asText()));
      assertThat(response.headers().firstValue("Retry-After"))
          .isEqualTo(reason.equals("NOT_YET_VALID") ? Optional.of("30") : Optional.empty());
    }
  }

  /** RFC 6750: who shows no ticket at all is told no error, only what is expected. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Basic YWxpY2U6c2VjcmV0"})
  void shouldAskForATicketWhereThereIsNone(String authorization) throws IOException {
    HttpResponse<String> response =
        edge.send(edge.request("/v1/packets").header("Authorization", authorization));

    assertProblem(response, 401);
    assertThat(JSON.readTree(response.body()).get("reason").asText()).isEqualTo("MISSING");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/packets", "/v1/shakes/first-1", "/v1/shakes"})
  void shouldRefuseTwoTicketsAsOneOfThemMayBeAnotherUsers(String path) throws IOException {
    HttpRequest.Builder request =
        edge.requestOf(ALICE, path).header("Authorization", "Bearer " + TestEdge.ticketOf("bob"));

    HttpResponse<String> response =
        edge.send(path.equals("/v1/shakes") ? request.POST(BodyPublishers.noBody()) : request);

    assertProblem(response, 400);
    assertThat(JSON.readTree(response.body()).get("reason").asText()).isEqualTo("SEVERAL");
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer error=\"invalid_request\"");
  }

  /** Nothing that a ticket says can end the header, or begin another one. */
  @Test
  void shouldNotRepeatWhatBreaksAHeader() throws IOException {
    String header = "{\"alg\":\"a\\r\\nSet-Cookie: \\\"\\\\x\u4e2d\",\"kid\":\"k1\"}";
    String ticket =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + ".e30.AAAA";

    HttpResponse<String> response = edge.send(shakeWith(ticket));

    assertProblem(response, 401);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .isEqualTo(
            "Bearer error=\"invalid_token\", error_description=\"the ticket's alg is"
                + " a??Set-Cookie: ??x?: expected HS256\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/packets", "/v1/shakes/first-1"})
  void shouldWantATicketForAllThatIsPersonal(String path) throws IOException {
    assertProblem(edge.send(edge.request(path)), 401);
  }

  @Test
  void shouldWantATicketForAShake() throws IOException {
    assertProblem(edge.send(edge.request("/v1/shakes").POST(BodyPublishers.noBody())), 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "[]",
        "\"first-1\"",
        "{}{}",
        "{\"shakeId\":17}",
        "{\"shakeId\":null}",
        "{\"shake\":\"first-1\"}",
        "{\"shakeId\":\"first-1\",\"more\":1}"
      })
  void shouldRefuseABodyThatIsNotWhatItShouldBe(String body) throws IOException {
    assertProblem(edge.send(shakeWithBody("application/json", body)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first", "first-", "First-1", "first-1234567890", "-1", "first-1 "})
  void shouldRefuseAMalformedShakeId(String shakeId) throws IOException {
    assertProblem(edge.send(edge.shakeOf(ALICE, shakeId)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"First-1", "first", "first-1234567890", "first-1/2"})
  void shouldRefuseToLookUpAMalformedShakeId(String shakeId) throws IOException {
    assertProblem(edge.send(edge.requestOf(ALICE, "/v1/shakes/" + shakeId)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"third-1", "first-18", "first-59", "first-999999999", "second-0"})
  void shouldNotKnowWavesThatAreNotAndTurnsOfTheFuture(String shakeId) throws IOException {
    assertProblem(edge.send(edge.shakeOf(ALICE, shakeId)), 404);
    assertProblem(edge.send(edge.requestOf(ALICE, "/v1/shakes/" + shakeId)), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonp", "application/x-www-form-urlencoded"})
  void shouldRefuseABodyThatDoesNotSayItIsJson(String contentType) throws IOException {
    assertProblem(edge.send(shakeWithBody(contentType, "{}")), 415);
  }

  @Test
  void shouldRefuseABodyOfTenMegabytes() throws IOException {
    HttpRequest.Builder large =
        edge.requestOf(ALICE, "/v1/shakes")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(TEN_MEGABYTES));

    assertProblem(edge.send(large), 413);
  }

  @Test
  void shouldRefuseABodyOfTenMegabytesThatDoesNotTellItsLength() throws IOException {
    HttpRequest.Builder large =
        edge.requestOf(ALICE, "/v1/shakes")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TEN_MEGABYTES)));

    assertProblem(edge.send(large), 413);
  }

  @Test
  void shouldRefuseStrangersWithLargeBodies() throws IOException {
    HttpRequest.Builder large =
        edge.request("/v1/shakes").POST(BodyPublishers.ofByteArray(TEN_MEGABYTES));

    assertProblem(edge.send(large), 401);
  }

  @Test
  void shouldRefuseALargeBodyBeforeAnyOfItComes() throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            """
        POST /v1/shakes HTTP/1.1\r
        Host: edge\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: 10485760\r
        \r
        """,
            TestEdge.ticketOf(ALICE));

    assertThat(firstLineOfReplyTo(head)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
  }

  /** Such a sender looks at the reply only when all of its body is sent. */
  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void shouldLetASenderOfALargeBodySeeTheRefusal(String connection) throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            """
        POST /v1/shakes HTTP/1.1\r
        Host: edge\r
        Authorization: Bearer %s\r
        Connection: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """,
            TestEdge.ticketOf(ALICE),
            connection,
            TEN_MEGABYTES.length);
    String body = "0".repeat(TEN_MEGABYTES.length);

    assertThat(firstLineOfReplyTo(head + body)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
  }

  @Test
  void shouldRefuseHeadersThatAreTooLarge() throws IOException {
    String head =
        "GET /v1/show HTTP/1.1\r\nHost: edge\r\nX-Large: " + "x".repeat(9_000) + "\r\n\r\n";

    assertThat(firstLineOfReplyTo(head)).startsWith("HTTP/1.1 431 ");
  }

  private static String firstLineOfReplyTo(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.edge.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/v1", "/v1/shakes2", "/metrics", "/livez"})
  void shouldNotKnowOtherPaths(String path) throws IOException {
    assertProblem(edge.send(edge.requestOf(ALICE, path)), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/shakes", "/v1/shakes/first-1", "/v1/show", "/v1/packets", "/dev/login"})
  void shouldKnowNoPathThatEndsWithASlashWhateverTheMethod(String path) throws IOException {
    for (String method : new String[] {"GET", "POST", "DELETE", "OPTIONS"}) {
      HttpResponse<String> response =
          edge.send(edge.requestOf(ALICE, path + "/").method(method, BodyPublishers.noBody()));

      assertProblem(response, 404);
      assertThat(response.body()).contains("expected " + path + " without a slash");
    }
  }

  static Stream<Arguments> wrongMethods() {
    return Stream.of(
        arguments("GET", "/v1/shakes", "POST, OPTIONS"),
        arguments("DELETE", "/v1/shakes", "POST, OPTIONS"),
        arguments("POST", "/v1/shakes/first-1", "GET, HEAD, OPTIONS"),
        arguments("PUT", "/v1/show", "GET, HEAD, OPTIONS"),
        arguments("POST", "/v1/packets", "GET, HEAD, OPTIONS"),
        arguments("POST", "/", "GET, HEAD, OPTIONS"),
        arguments("HEAD", "/v1/shakes", "POST, OPTIONS"),
        arguments("TRACE", "/v1/show", "GET, HEAD, OPTIONS"),
        arguments("GET", "/dev/login", "POST, OPTIONS"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrongMethods")
  void shouldRefuseAWrongMethodAndNameTheRightOne(String method, String path, String allowed)
      throws IOException {
    HttpResponse<String> response =
        edge.send(edge.requestOf(ALICE, path).method(method, BodyPublishers.noBody()));

    if (method.equals("HEAD")) {
      assertThat(response.statusCode()).isEqualTo(405);
    } else {
      assertProblem(response, 405);
    }
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @Test
  void shouldTurnAwayWhoIsBlockedAndStampAllOthers() throws IOException {
    try (TestEdge own = new TestEdge()) {
      own.verdicts.accept(null, verdict("mallory", RiskLevel.BLOCK));
      own.verdicts.accept(null, verdict("trent", RiskLevel.EMPTY));

      HttpResponse<String> blocked = own.send(own.shakeOf("mallory"));
      own.send(own.shakeOf("trent").header("Prefer", "wait=0"));

      assertProblem(blocked, 403);
      assertThat(own.log.shakes())
          .extracting(ShakeRecord::user, ShakeRecord::riskLevel)
          .containsExactly(tuple("trent", RiskLevel.EMPTY));
    }
  }

  private static byte[] verdict(String user, RiskLevel level) {
    return new VerdictRecord(
            EntityKind.USER, user, level, TestEdge.NOW_MILLIS + 60_000, "too-fast", 1)
        .encode();
  }
}
