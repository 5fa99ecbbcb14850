package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.fixtures.RawHttp2;
import io.hongbao.edge.fixtures.RawHttp2.Frame;
import io.hongbao.edge.fixtures.TestCertificate;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.http.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An edge whose public port speaks TLS, by Java's client and by frames that no client would send.
 */
class TlsTest {

  private static final int HOUR = 3_600_000;
  private static final int SHORT = 200;
  private static final int WINDOW = 65_535;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir private static Path made;
  private static TestCertificate certificate;

  @TempDir private Path folder;
  private TestEdge edge;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(made, "RSA");
  }

  @AfterEach
  void close() {
    if (edge != null) {
      edge.close();
    }
  }

  private void start() {
    start(certificate.writeInto(folder), TestEdge.settings("edge-1"));
    edge.answers.putForAll(Outcome.MISS);
  }

  private void start(TlsSettings tls, EdgeSettings settings) {
    edge = new TestEdge(settings.withSecurity(settings.security().withTls(Optional.of(tls))));
  }

  private static HttpClient client(Version version, TestCertificate trusted) {
    return HttpClient.newBuilder().version(version).sslContext(trusted.trusting()).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + edge.edge.port() + path))
        .timeout(Patience.LIMIT);
  }

  private HttpRequest.Builder shakeOf(String user) {
    return request("/v1/shakes")
        .header("Authorization", "Bearer " + TestEdge.ticketOf(user))
        .POST(BodyPublishers.noBody());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private RawHttp2 http2() throws IOException {
    return new RawHttp2(certificate.trusting(), edge.edge.port(), WINDOW);
  }

  private static void assertServes(RawHttp2 connection, int stream) throws IOException {
    connection.get(stream, "/v1/show", Map.of());
    Frame body = connection.next(RawHttp2.DATA);
    assertThat(body.stream()).isEqualTo(stream);
    assertThat(body.text()).contains("\"show\":\"gala\"");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void shouldServeEveryCall(Version version) throws Exception {
    start();
    HttpClient client = client(version, certificate);

    HttpResponse<String> shaken = send(client, shakeOf("alice"));
    HttpResponse<String> named =
        send(
            client,
            request("/v1/shakes")
                .header("Authorization", "Bearer " + TestEdge.ticketOf("alice"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"shakeId\":\"" + TestEdge.currentTurnOf("alice") + "\"}")));
    HttpResponse<String> page = send(client, request("/?utm=a"));
    HttpResponse<String> nowhere = send(client, request("/nowhere"));

    assertThat(shaken.version()).isEqualTo(version);
    assertThat(shaken.statusCode()).isEqualTo(200);
    assertThat(shaken.body()).contains("MISS");
    assertThat(named.body()).isEqualTo(shaken.body());
    assertThat(page.body()).contains("<html");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(nowhere.body()).contains("nothing is here");
    assertThat(edge.log.shakes()).hasSize(1);
  }

  /** A body that nobody wants, and one that says no length, over both versions. */
  @ParameterizedTest
  @EnumSource(Version.class)
  void shouldRefuseBodiesAsEver(Version version) throws Exception {
    start();
    HttpClient client = client(version, certificate);
    byte[] large = new byte[20_000];

    HttpResponse<String> tooLarge =
        send(
            client,
            request("/v1/shakes")
                .header("Authorization", "Bearer " + TestEdge.ticketOf("alice"))
                .POST(BodyPublishers.ofByteArray(large)));
    HttpResponse<String> withoutLength =
        send(
            client,
            request("/v1/shakes")
                .header("Authorization", "Bearer " + TestEdge.ticketOf("alice"))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))));

    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(withoutLength.statusCode()).isEqualTo(413);
    assertThat(send(client, shakeOf("alice")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseTooManyHeadersAndServeOn() throws Exception {
    start();
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      many.put("x-" + i, "1");
    }
    try (RawHttp2 greedy = http2()) {
      greedy.get(1, "/v1/show", many);
      greedy.awaitEnd();
    }
    try (RawHttp2 large = http2()) {
      large.get(1, "/v1/show", Map.of("x-large", "x".repeat(12_000)));
      large.awaitEnd();
    }
    try (RawHttp2 next = http2()) {
      assertServes(next, 1);
    }
  }

  /** CVE-2023-44487: a stream that is given up costs its sender nothing. */
  @Test
  void shouldEndAConnectionThatOpensStreamsOnlyToGiveThemUp() throws Exception {
    start();
    try (RawHttp2 flood = http2()) {
      for (int i = 0; i < 150; i++) {
        try {
          flood.get(1 + 2 * i, "/v1/show", Map.of());
          flood.send(RawHttp2.RST_STREAM, 0, 1 + 2 * i, new byte[] {0, 0, 0, 8});
        } catch (IOException closedAlready) {
          break;
        }
      }
      try {
        assertThat(flood.next(RawHttp2.GOAWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
      } catch (IOException resetAlready) {
        // The goodbye is lost with a connection that is closed while more of the flood comes in.
      }
      flood.awaitEnd();
    }
    try (RawHttp2 next = http2()) {
      assertServes(next, 1);
    }
  }

  @Test
  void shouldHoldNoMoreStreamsThanItSays() throws Exception {
    start(certificate.writeInto(folder), TestEdge.settings("edge-1"));
    try (RawHttp2 greedy = http2()) {
      Map<String, String> waiting =
          Map.of("authorization", "Bearer " + TestEdge.ticketOf("alice"), "prefer", "wait=10");
      for (int i = 0; i < 17; i++) {
        greedy.send(
            RawHttp2.HEADERS,
            RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
            1 + 2 * i,
            RawHttp2.headerBlock("POST", "/v1/shakes", waiting));
      }
      Frame refused = greedy.next(RawHttp2.RST_STREAM);

      assertThat(refused.stream()).isEqualTo(33);
      assertThat(refused.error()).isEqualTo(CANCEL);
    }
  }

  @Test
  void shouldEndAConnectionThatTakesNoReply() throws Exception {
    start(
        certificate.writeInto(folder),
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(HOUR, HOUR, HOUR, SHORT), CorsOrigins.NONE));
    try (RawHttp2 deaf = new RawHttp2(certificate.trusting(), edge.edge.port(), 0)) {
      deaf.get(1, "/openapi.yaml", Map.of());
      deaf.awaitEnd();
    }
    try (RawHttp2 next = http2()) {
      assertServes(next, 1);
    }
  }

  /** Clients that take nothing hold what they may; one that comes then must not suffer for it. */
  @Test
  void shouldEndWhoHasLeftAReplyLyingForLongestAndServeNewcomers() throws Exception {
    EdgeSettings patient =
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(HOUR, HOUR, HOUR, HOUR), CorsOrigins.NONE);
    start(
        certificate.writeInto(folder),
        patient.withSecurity(patient.security().withMaxUntakenReplies(32)));
    try (RawHttp2 first = deaf(16)) {
      edge.awaitMetric("hongbao_edge_untaken_replies 16.0");
      RawHttp2 second = deaf(16);
      RawHttp2 newcomer = http2();
      edge.awaitMetric("hongbao_edge_untaken_replies 32.0");

      assertServes(newcomer, 1);

      first.awaitEnd();
      edge.awaitMetric("hongbao_edge_untaken_replies 16.0");
      edge.awaitMetric("hongbao_edge_bounds_reached_total{of=\"reply\"} 1.0");
      edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"SLOW\",port=\"public\"} 1.0");
      second.send(RawHttp2.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0x40, 0});
      assertThat(second.next(RawHttp2.DATA).text()).contains("\"show\":\"gala\"");
      assertServes(newcomer, 3);
      second.close();
      newcomer.close();
    }
    edge.awaitMetric("hongbao_edge_untaken_replies 0.0");
  }

  /** A client that asks for so many replies and takes none of them. */
  private RawHttp2 deaf(int replies) throws IOException {
    RawHttp2 deaf = new RawHttp2(certificate.trusting(), edge.port(), 0);
    for (int i = 0; i < replies; i++) {
      deaf.get(1 + 2 * i, "/v1/show", Map.of());
    }
    return deaf;
  }

  /** Undertow keeps the reply of a stream that is given up, and never sends it. */
  @Test
  void shouldFreeTheReplyOfAStreamThatIsGivenUpLongBeforeTheTimeout() throws Exception {
    EdgeSettings patient =
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(HOUR, HOUR, HOUR, HOUR), CorsOrigins.NONE);
    start(certificate.writeInto(folder), patient);
    try (RawHttp2 deaf = deaf(16)) {
      edge.awaitMetric("hongbao_edge_untaken_replies 16.0");
      deaf.send(RawHttp2.RST_STREAM, 0, 5, new byte[] {0, 0, 0, CANCEL});
      deaf.awaitEnd();
    }
    edge.awaitMetric("hongbao_edge_untaken_replies 0.0");
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"SLOW\",port=\"public\"} 1.0");
  }

  /** A second connection shows when it would have ended. */
  @Test
  void shouldKeepAConnectionThatGivesUpACallThatWaitsOrHasItsReply() throws Exception {
    start(certificate.writeInto(folder), TestEdge.settings("edge-1").withIoThreads(1));
    try (RawHttp2 connection = http2()) {
      connection.send(
          RawHttp2.HEADERS,
          RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
          1,
          RawHttp2.headerBlock(
              "POST",
              "/v1/shakes",
              Map.of(
                  "authorization", "Bearer " + TestEdge.ticketOf("alice"), "prefer", "wait=10")));
      edge.awaitMetric("hongbao_edge_waiting 1.0");
      connection.send(RawHttp2.RST_STREAM, 0, 1, new byte[] {0, 0, 0, CANCEL});
      assertServes(connection, 3);
      connection.send(RawHttp2.RST_STREAM, 0, 3, new byte[] {0, 0, 0, CANCEL});
      try (RawHttp2 deaf = deaf(1)) {
        edge.awaitMetric("hongbao_edge_untaken_replies 1.0");
        deaf.send(RawHttp2.RST_STREAM, 0, 1, new byte[] {0, 0, 0, CANCEL});
        deaf.awaitEnd();
      }

      edge.answers.put(TestEdge.currentKeyOf("alice"), Outcome.MISS);

      edge.awaitMetric("hongbao_edge_waiting 0.0");
      edge.awaitMetric("hongbao_edge_untaken_replies 0.0");
      assertServes(connection, 5);
    }
  }

  @Test
  void shouldCountNoReplyThatIsTaken() throws Exception {
    start();
    try (RawHttp2 later = deaf(3);
        RawHttp2 polite = http2()) {
      edge.awaitMetric("hongbao_edge_untaken_replies 3.0");
      assertServes(polite, 1);
      later.send(RawHttp2.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0x40, 0});
      edge.awaitMetric("hongbao_edge_untaken_replies 2.0");
    }
    edge.awaitMetric("hongbao_edge_untaken_replies 0.0");
  }

  /** As over HTTP/1.1, whatever else it sends: nothing, pings, or a head without end. */
  @ParameterizedTest
  @ValueSource(strings = {"nothing", "pings", "half a head"})
  void shouldEndAConnectionOfHttp2ThatAsksForNothing(String sent) throws Exception {
    start(
        certificate.writeInto(folder),
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(SHORT, HOUR, HOUR, HOUR), CorsOrigins.NONE));
    try (RawHttp2 idle = http2()) {
      assertServes(idle, 1);
      if (sent.equals("half a head")) {
        idle.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 3, new byte[] {(byte) 0x82});
      }
      if (sent.equals("pings")) {
        pingUntilItEnds(idle);
      }
      idle.awaitEnd();
    }
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"IDLE\",port=\"public\"} 1.0");
  }

  /** One that waits for its answer asks for something; a second one shows when the time is up. */
  @Test
  void shouldNotEndAConnectionOfHttp2ThatWaitsForAnAnswer() throws Exception {
    start(
        certificate.writeInto(folder),
        TestEdge.settings("edge-1")
            .withIoThreads(1)
            .withHttp(new HttpTimeouts(1_500, HOUR, HOUR, HOUR), CorsOrigins.NONE));
    try (RawHttp2 waiting = http2()) {
      waiting.send(
          RawHttp2.HEADERS,
          RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
          1,
          RawHttp2.headerBlock(
              "POST",
              "/v1/shakes",
              Map.of(
                  "authorization", "Bearer " + TestEdge.ticketOf("alice"), "prefer", "wait=10")));
      await().until(() -> edge.log.shakes().size() == 1);
      try (RawHttp2 idle = http2()) {
        idle.awaitEnd();
      }

      edge.answers.put(TestEdge.currentKeyOf("alice"), Outcome.MISS);

      assertThat(waiting.next(RawHttp2.DATA).text()).contains("MISS");
      pingUntilItEnds(waiting);
    }
  }

  private static void pingUntilItEnds(RawHttp2 connection) {
    try {
      while (true) {
        connection.send(RawHttp2.PING, 0, 0, new byte[8]);
        connection.next(RawHttp2.PING);
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/show?a|b", "/v1/show?a=%g1", "/v1/show%", "/v1/sh\u00e7w"})
  void shouldSayWhatIsWrongWithAnAddressAndServeTheOtherStreams(String path) throws Exception {
    start();
    try (RawHttp2 connection = http2()) {
      connection.get(1, path, Map.of());
      Frame problem = connection.next(RawHttp2.DATA);

      assertThat(problem.stream()).isEqualTo(1);
      assertThat(problem.text()).contains("\"status\":400").contains("the request's address");
      assertServes(connection, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?a|b", "/?a=%g1", "/app.js?100%"})
  void shouldServeThePageToLinksAsTheyAreTyped(String path) throws Exception {
    start();
    try (RawHttp2 connection = http2()) {
      connection.get(1, path, Map.of());

      assertThat(connection.next(RawHttp2.DATA).text()).doesNotContain("\"status\":");
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void shouldBoundRequestsOfAnAddress(Version version) throws Exception {
    start(
        certificate.writeInto(folder),
        TestEdge.settings("edge-1")
            .withTrustedProxies(List.of())
            .withSecurity(
                SecuritySettings.LOCAL.withAddresses(
                    new AddressSettings(10, 10, 1, 10, List.of(), true))));
    HttpClient client = client(version, certificate);
    send(client, request("/v1/show"));
    send(client, request("/v1/show"));

    HttpResponse<String> refused = send(client, request("/v1/show"));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void shouldEndAConnectionThatNeverShakesHands() throws Exception {
    start(
        certificate.writeInto(folder),
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(HOUR, SHORT, HOUR, HOUR), CorsOrigins.NONE));
    try (RawConnection silent = new RawConnection(edge.edge.port())) {
      silent.awaitEnd();
    }
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"SLOW\",port=\"public\"} 1.0");
  }

  private void startWithWaitingHandshakes(int max) {
    EdgeSettings patient =
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(HOUR, HOUR, HOUR, HOUR), CorsOrigins.NONE);
    start(
        certificate.writeInto(folder),
        patient.withSecurity(patient.security().withMaxWaitingHandshakes(max)));
  }

  @Test
  void shouldServeAsManyHandshakesAtOnceAsMayWait() {
    startWithWaitingHandshakes(32);
    ExecutorService clients = Executors.newFixedThreadPool(32);
    List<CompletableFuture<Void>> served =
        IntStream.range(0, 32)
            .mapToObj(i -> CompletableFuture.runAsync(this::assertServesNewcomer, clients))
            .toList();

    served.forEach(CompletableFuture::join);

    clients.shutdown();
    assertThat(edge.metrics()).doesNotContain("of=\"handshake\"");
  }

  private void assertServesNewcomer() {
    try (RawHttp2 newcomer = http2()) {
      assertServes(newcomer, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each begins a handshake and never goes on with it, so that no place may be held by one. */
  @Test
  void shouldServeThoseWhoWaitDuringAFloodOfHandshakes() throws Exception {
    startWithWaitingHandshakes(2);
    byte[] hello = clientHello();
    List<Socket> flood = new ArrayList<>();
    try {
      await()
          .until(
              () -> {
                for (int i = 0; i < 50; i++) {
                  flood.add(new Socket(InetAddress.getLoopbackAddress(), edge.port()));
                  begin(flood.get(flood.size() - 1), hello);
                }
                return edge.metrics().contains("how=\"REFUSED\",port=\"public\"");
              });
      long refused = flood.stream().filter(TlsTest::isEnded).count();

      assertThat(refused).isBetween(1L, flood.size() - 1L);
      edge.awaitMetric("hongbao_edge_bounds_reached_total{of=\"handshake\"} " + refused + ".0");
      assertServesNewcomer();
    } finally {
      for (Socket each : flood) {
        each.close();
      }
    }
  }

  private byte[] clientHello() throws SSLException {
    SSLEngine client = certificate.trusting().createSSLEngine();
    client.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    client.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private static void begin(Socket socket, byte[] hello) throws IOException {
    socket.setSoTimeout((int) Patience.LIMIT.toMillis());
    try {
      socket.getOutputStream().write(hello);
    } catch (IOException e) {
      // It was turned away before it spoke.
    }
  }

  /** Whether the edge has ended a handshake, rather than gone on with it. */
  private static boolean isEnded(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the edge neither ends a handshake nor goes on with it", e);
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void shouldNotAnswerWhoSpeaksPlainly() throws Exception {
    start();
    try (RawConnection plain = new RawConnection(edge.edge.port())) {
      plain.send("GET /v1/show HTTP/1.1\r\nHost: a\r\n\r\n");
      plain.awaitEnd();
    }
    try (RawHttp2 next = http2()) {
      assertServes(next, 1);
    }
  }

  @Test
  void shouldTakeACertificateOfAnEllipticCurve() throws Exception {
    TestCertificate elliptic = TestCertificate.make(folder, "EC");
    start(elliptic.writeInto(folder), TestEdge.settings("edge-1"));

    assertThat(send(client(Version.HTTP_2, elliptic), request("/v1/show")).version())
        .isEqualTo(Version.HTTP_2);
  }

  @Test
  void shouldPresentANewCertificateWithoutARestart() throws Exception {
    start();
    TestCertificate next = TestCertificate.make(folder, "RSA");
    assertThatThrownBy(() -> send(client(Version.HTTP_2, next), request("/v1/show")))
        .isInstanceOf(SSLHandshakeException.class);

    next.writeInto(folder);

    await().until(() -> isPresented(next));
    assertThatThrownBy(() -> send(client(Version.HTTP_2, certificate), request("/v1/show")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private boolean isPresented(TestCertificate trusted) throws Exception {
    try {
      return send(client(Version.HTTP_2, trusted), request("/v1/show")).statusCode() == 200;
    } catch (SSLException notYet) {
      return false;
    }
  }

  @Test
  void shouldNotStartWithACertificateOfAnotherKeyAndShowNeither() throws Exception {
    TlsSettings files = certificate.writeInto(folder);
    String otherKey = TestCertificate.make(folder, "RSA").keyPem();
    Files.writeString(files.key(), otherKey);

    assertThatThrownBy(() -> start(files, TestEdge.settings("edge-1")))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("the private key is not the certificate's")
        .hasMessageNotContaining(otherKey.substring(40, 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void shouldNotStartWithoutACertificate(String content) throws Exception {
    TlsSettings files = certificate.writeInto(folder);
    Files.write(files.certificate(), content.getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> start(files, TestEdge.settings("edge-1")))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(files.certificate() + " with the key in " + files.key())
        .hasMessageContaining("no certificate: expected PEM");
  }
}
