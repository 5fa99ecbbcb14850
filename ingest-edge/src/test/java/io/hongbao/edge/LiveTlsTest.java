package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.fixtures.LiveClient.Closed;
import io.hongbao.edge.fixtures.RawHttp2;
import io.hongbao.edge.fixtures.RawHttp2.Frame;
import io.hongbao.edge.fixtures.TestCertificate;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.live.LiveSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long connections over TLS: the same as without, and what TLS adds. A record of TLS holds up to 16
 * KiB, many frames or a part of one.
 */
class LiveTlsTest {

  private static final String ALICE = "alice";
  private static final String SHAKE = "{\"shake\":{}}";
  private static final String PACKETS = "{\"packets\":{}}";
  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  /** The first bytes of a record that says to have 16 KiB. */
  private static final byte[] RECORD_WITHOUT_END = {0x17, 3, 3, 0x40, 0, 1, 2, 3};

  @TempDir private static Path made;
  private static TestCertificate certificate;

  @TempDir private Path folder;
  private TestEdge edge;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(made, "RSA");
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private void start() {
    start(live -> live);
  }

  private void start(UnaryOperator<LiveSettings> change) {
    start(TestEdge.settings("edge-1").withLive(change.apply(LiveSettings.DEFAULT)));
  }

  private void start(EdgeSettings settings) {
    edge =
        new TestEdge(
            settings.withSecurity(
                settings.security().withTls(Optional.of(certificate.writeInto(folder)))));
    edge.answers.putForAll(Outcome.MISS);
  }

  private LiveClient open(String version) throws IOException {
    return LiveClient.connect(edge.port(), certificate.trusting(), version).upgraded("/v1/live");
  }

  private LiveClient phoneOf(String user) throws IOException {
    return phoneOf(user, TLS_1_3);
  }

  private LiveClient phoneOf(String user, String version) throws IOException {
    LiveClient phone = open(version);
    phone.showTicket(TestEdge.ticketOf(user));
    phone.next("show");
    return phone;
  }

  private void awaitOneEnded(String how, int code) {
    edge.awaitMetric("hongbao_edge_live_connections 0.0");
    edge.awaitMetric(
        "hongbao_edge_connections_closed_total{how=\"" + how + "\",port=\"public\"} 1.0");
    edge.awaitMetric("hongbao_edge_live_closed_total{code=\"" + code + "\"} 1.0");
  }

  // ---- what is said

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void shouldAnswerAShake(String version) throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE, version)) {
      phone.say(SHAKE);
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
      phone.say(PACKETS);
      assertThat(phone.next("packets")).isEmpty();
    }
    assertThat(edge.log.shakes()).hasSize(1);
  }

  /** A client that nobody here has written, and that offers HTTP/2 elsewhere. */
  @Test
  void shouldServeJavasOwnClientBesideHttp2() throws Exception {
    start();
    CompletableFuture<String> heard = new CompletableFuture<>();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    WebSocket phone =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(certificate.trusting())
            .build()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("wss://127.0.0.1:" + edge.port() + "/v1/live"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence text, boolean isLast) {
                    heard.complete(text.toString());
                    socket.request(1);
                    return null;
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }
                })
            .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    phone.sendText("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}", true).join();

    assertThat(heard.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).startsWith("{\"show\":");
    phone.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    assertThat(closed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1000);
    awaitOneEnded("CLEAN", 1000);
  }

  /** More than the edge reads at once, of which a part is left with TLS. */
  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void shouldTakeManyFramesOfOneRecordEvenBehindTheUpgrade(String version) throws IOException {
    start();
    int pings = 90;
    byte[][] all = new byte[pings + 2][];
    all[0] = LiveClient.upgrade("/v1/live").getBytes(StandardCharsets.US_ASCII);
    all[1] = LiveClient.text("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}");
    for (int i = 0; i < pings; i++) {
      all[2 + i] = LiveClient.frame(LiveClient.FIN | LiveClient.PING, pingText(i));
    }
    try (LiveClient phone = LiveClient.connect(edge.port(), certificate.trusting(), version)) {
      phone.sendRaw(LiveClient.together(all));
      phone.expectUpgrade();
      phone.next("show");
      for (int i = 0; i < pings; i++) {
        assertThat(phone.next().payload()).isEqualTo(pingText(i));
      }
    }
  }

  private static byte[] pingText(int number) {
    return String.format(Locale.ROOT, "%-125d", number).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void shouldTakeFramesOfWhichEachByteIsARecord() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      for (byte b : LiveClient.text(SHAKE)) {
        phone.sendRaw(new byte[] {b});
      }
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void shouldSendAnAnswerOfManyRecordsToWhoReadsItSlowly(String version) throws IOException {
    start(live -> live.withMaxQueuedBytes(16 * 1_024 * 1_024));
    hold(100_000);
    try (LiveClient phone = phoneOf(ALICE, version)) {
      phone.say(PACKETS);
      JsonNode packets = phone.next("packets");
      assertThat(packets).hasSize(100_000);
      assertThat(packets.get(99_999).get("packetId").asText()).isEqualTo("packet-99999");
      assertThat(phone.pingPong("and goes on")).isEqualTo("and goes on");
    }
  }

  private void hold(int count) {
    edge.answers.hold(
        ALICE,
        IntStream.range(0, count)
            .mapToObj(i -> new HeldPacket("packet-" + i, "first", "cola", i))
            .toArray(HeldPacket[]::new));
  }

  @Test
  void shouldDropASlowReaderWithoutHarmToOthers() throws IOException {
    start();
    hold(100_000);
    try (LiveClient slow = phoneOf(ALICE);
        LiveClient phone = phoneOf("bob")) {
      slow.say(PACKETS);
      edge.awaitMetric("hongbao_edge_live_slow_readers_total 1.0");
      phone.say(SHAKE);
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
    }
    edge.awaitMetric("hongbao_edge_live_connections 0.0");
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"SLOW\",port=\"public\"} 1.0");
  }

  @Test
  void shouldTakeOtherKeysOnTheWay() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      for (int i = 0; i < 5; i++) {
        phone.changeKeys();
        assertThat(phone.pingPong("with keys " + i)).isEqualTo("with keys " + i);
      }
      phone.say(SHAKE);
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
    }
  }

  /** Of TLS 1.2; each costs the edge far more than who asks for it. */
  @Test
  void shouldEndAConnectionThatAsksForAnotherHandshake() throws IOException {
    start();
    try (LiveClient greedy = phoneOf(ALICE, TLS_1_2);
        LiveClient phone = phoneOf("bob")) {
      greedy.changeKeys();
      greedy.awaitEnd();
      edge.awaitMetric("hongbao_edge_live_connections 1.0");
      assertThat(phone.pingPong("unharmed")).isEqualTo("unharmed");
    }
  }

  // ---- the end

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.hongbao.edge.LiveEndTest#violations")
  void shouldRefuseFramesThatMayNotBeSent(String what, byte[] bytes, int code) throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.sendRaw(bytes);
      assertThat(phone.awaitClosed().code()).as(what).isEqualTo(code);
    }
    awaitOneEnded("REFUSED", code);
  }

  /** Whoever is cut off without a goodbye of TLS cannot know that nothing is missing. */
  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void shouldSayGoodbyeToAClosingPhoneInTlsToo(String version) throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE, version)) {
      phone.sendRaw(LiveClient.closeFrame(1000, "bye"));
      assertThat(phone.next().opcode()).isEqualTo(LiveClient.CLOSE);
      phone.awaitGoodbye();
    }
    awaitOneEnded("CLEAN", 1000);
  }

  @Test
  void shouldSayGoodbyeInTlsWhenTheEdgeHasClosed() throws IOException {
    start(live -> live.withMaxConnections(0));
    try (LiveClient phone = open(TLS_1_3)) {
      assertThat(phone.next().opcode()).isEqualTo(LiveClient.CLOSE);
      phone.sendRaw(LiveClient.closeFrame(1013, ""));
      phone.awaitGoodbye();
    }
    awaitOneEnded("REFUSED", 1013);
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void shouldCountAPhoneThatGoesWithoutAGoodbyeInTls(String version) throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE, version)) {
      phone.cut();
      awaitOneEnded("BROKEN", 1006);
    }
  }

  @Test
  void shouldCountAPhoneThatIsReset() throws IOException {
    start();
    phoneOf(ALICE).reset();
    awaitOneEnded("BROKEN", 1006);
  }

  @Test
  void shouldNotTakeAGoodbyeInTlsForOneOfTheWebSocket() throws IOException {
    start();
    phoneOf(ALICE).close();
    awaitOneEnded("BROKEN", 1006);
  }

  @Test
  void shouldEndAConnectionWhoseRecordsAreForged() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.sendBelowTls(new byte[] {0x17, 3, 3, 0, 20});
      phone.sendBelowTls(new byte[20]);
      awaitOneEnded("BROKEN", 1006);
    }
  }

  @Test
  void shouldOutliveTheTimeoutsOfHttp() throws IOException {
    start(
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(200, 200, 200, 200), CorsOrigins.NONE));
    try (LiveClient phone = phoneOf(ALICE);
        LiveClient later = LiveClient.connect(edge.port(), certificate.trusting(), TLS_1_3)) {
      later.awaitEnd();
      assertThat(phone.pingPong("still here")).isEqualTo("still here");
    }
  }

  @Test
  void shouldCloseWhenNoTicketComesInTime() throws IOException {
    start();
    try (LiveClient silent = open(TLS_1_3)) {
      // Its time runs from when the edge has taken it, which may be after its client was told.
      silent.pingPong("taken");
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 5_000);
      assertThat(silent.awaitClosed()).isEqualTo(new Closed(1008, "no ticket came in time"));
    }
  }

  /** One that is silent, and one that has begun a record and sends no more of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldDropAPhoneThatGivesNoSignOfLife(boolean isWithinARecord) throws IOException {
    start(TestEdge.settings("edge-1").withIoThreads(1));
    try (LiveClient vanished = phoneOf(ALICE);
        LiveClient phone = phoneOf("bob")) {
      if (isWithinARecord) {
        vanished.sendBelowTls(RECORD_WITHOUT_END);
      }
      phone.say(SHAKE);
      phone.nextAnswer();
      // Both were heard since they came; one of them has an answer that it may not have got.
      edge.moveToSweep(1);
      phone.answerPing();
      edge.moveToSweep(2);
      vanished.awaitPing();
      edge.moveToSweep(3);
      vanished.awaitPing();
      phone.answerPing();
      edge.moveToSweep(4);
      vanished.awaitEnd();
      assertThat(phone.pingPong("alive")).isEqualTo("alive");
      edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"IDLE\",port=\"public\"} 1.0");
      edge.awaitMetric("hongbao_edge_live_connections 1.0");
    }
  }

  @Test
  void shouldSendPhonesAwayWhenItDrains() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      CompletableFuture<Void> closing = CompletableFuture.runAsync(edge.edge::close);
      assertThat(phone.awaitClosed().code()).isEqualTo(1001);
      closing.join();
    }
  }

  @Test
  void shouldGiveAnAnswerThatABreakHasSwallowedToTheNextConnection() throws IOException {
    start();
    LiveClient lost = phoneOf(ALICE);
    lost.say(SHAKE);
    JsonNode answer = lost.nextAnswer();
    lost.reset();
    edge.awaitMetric("hongbao_edge_live_connections 0.0");
    try (LiveClient phone = phoneOf(ALICE)) {
      assertThat(phone.next("answer")).isEqualTo(answer);
    }
  }

  // ---- HTTP/2

  /** It has no upgrades (RFC 9113, section 8.6), nor may a reply name one (8.2.2). */
  @Test
  void shouldTellAClientOfHttp2ToComeWithHttp1() throws Exception {
    start();
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(certificate.trusting())
            .build();
    HttpResponse<String> reply = client.send(request("/v1/live"), BodyHandlers.ofString());

    assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(reply.statusCode()).isEqualTo(426);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(reply.body())
        .contains("a long connection begins with HTTP/1.1")
        .contains("offer http/1.1 alone");
    assertThat(reply.headers().map()).doesNotContainKeys("upgrade", "connection");
    assertThat(client.send(request("/v1/show"), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + edge.port() + path))
        .timeout(Patience.LIMIT)
        .build();
  }

  /** RFC 8441, which the edge does not offer. */
  @Test
  void shouldRefuseExtendedConnectAndServeOn() throws IOException {
    start();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(":protocol", "websocket");
    fields.put("sec-websocket-version", "13");
    try (RawHttp2 client = new RawHttp2(certificate.trusting(), edge.port(), 65_535)) {
      client.send(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.headerBlock("CONNECT", "/v1/live", fields));
      Frame refused = client.next();
      while (refused.stream() != 1) {
        refused = client.next();
      }
      assertThat(refused.type()).isIn(RawHttp2.RST_STREAM, RawHttp2.HEADERS);

      client.get(3, "/v1/show", Map.of());
      Frame body = client.next(RawHttp2.DATA);
      while (body.stream() != 3) {
        body = client.next(RawHttp2.DATA);
      }
      assertThat(body.text()).contains("\"show\":\"gala\"");
    }
  }
}
