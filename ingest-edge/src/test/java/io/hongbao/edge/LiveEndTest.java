package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.fixtures.LiveClient.Closed;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import io.hongbao.edge.live.LiveSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long connections begin and end, each end with its code, and counted once. */
class LiveEndTest {

  private static final String ALICE = "alice";
  private static final String SHAKE = "{\"shake\":{}}";

  private TestEdge edge;

  @AfterEach
  void stop() {
    edge.close();
  }

  private void start() {
    start(live -> live);
  }

  private void start(UnaryOperator<LiveSettings> change) {
    edge = new TestEdge(TestEdge.settings("edge-1").withLive(change.apply(LiveSettings.DEFAULT)));
  }

  private LiveClient open() throws IOException {
    return LiveClient.open(edge.edge.port());
  }

  private LiveClient phoneOf(String user) throws IOException {
    LiveClient phone = open();
    phone.showTicket(TestEdge.ticketOf(user));
    phone.next("show");
    return phone;
  }

  private void awaitNoneOpen() {
    edge.awaitMetric("hongbao_edge_live_connections 0.0");
  }

  // ---- the beginning

  @Test
  void shouldRefuseWhatIsNoUpgrade() throws IOException {
    start();
    assertRefused(
        "GET /v1/live HTTP/1.1\r\nHost: a\r\n\r\n", 426, "expected the upgrade to a WebSocket");
    assertRefused(
        LiveClient.upgrade("/v1/live").replace("Version: 13", "Version: 8"), 426, "version 13");
    assertRefused(
        LiveClient.upgrade("/v1/live").replace("WebSocket\r\n", "h2c\r\n"), 426, "WebSocket");
    assertRefused(
        LiveClient.upgrade("/v1/live").replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="),
        400,
        "Sec-WebSocket-Key");
    assertRefused(LiveClient.upgrade("/v1/live", "Authorization: Bearer nonsense"), 401, "parts");
  }

  private void assertRefused(String request, int status, String detail) throws IOException {
    RawConnection.Reply reply = RawConnection.exchange(edge.edge.port(), request);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.problem()).contains(detail);
  }

  @Test
  void shouldTellWhatToUpgradeTo() throws IOException {
    start();
    RawConnection.Reply reply =
        RawConnection.exchange(edge.edge.port(), "GET /v1/live HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(reply.header("Upgrade")).contains("websocket");
    assertThat(reply.header("Sec-WebSocket-Version")).contains("13");
  }

  @Test
  void shouldTakePagesOfItsOwnOriginAndOfThoseThatAreNamed() throws IOException {
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withHttp(HttpTimeouts.DEFAULT, CorsOrigins.parse("https://m.example")));
    for (String origin : List.of("https://gala.example", "https://m.example")) {
      LiveClient.open(edge.edge.port(), "/v1/live", "Origin: " + origin).close();
    }
    assertRefused(LiveClient.upgrade("/v1/live", "Origin: https://x.example"), 403, "origin");
    assertRefused(LiveClient.upgrade("/v1/live", "Origin: null"), 403, "origin");
  }

  @Test
  void shouldOutliveTheTimeoutsOfHttp() throws IOException {
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withHttp(new HttpTimeouts(200, 200, 200, 200), CorsOrigins.NONE));
    try (LiveClient phone = phoneOf(ALICE);
        RawConnection later = new RawConnection(edge.edge.port())) {
      later.awaitEnd();
      assertThat(phone.pingPong("still here")).isEqualTo("still here");
    }
  }

  // ---- the ticket

  @Test
  void shouldCloseWhenNoTicketComesInTime() throws IOException {
    start();
    try (LiveClient silent = open();
        LiveClient phone = phoneOf(ALICE)) {
      // Its time runs from when the edge has taken it, which may be after its client was told.
      silent.pingPong("taken");
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 5_000);
      assertThat(silent.awaitClosed()).isEqualTo(new Closed(1008, "no ticket came in time"));
      assertThat(phone.pingPong("in time")).isEqualTo("in time");
    }
    awaitNoneOpen();
  }

  @ParameterizedTest
  @ValueSource(strings = {SHAKE, "{\"packets\":{}}", "nonsense"})
  void shouldCloseWhenSomethingElseComesFirst(String message) throws IOException {
    start();
    try (LiveClient phone = open()) {
      phone.say(message);
      assertThat(phone.awaitClosed().code()).isEqualTo(1008);
    }
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithATicketAndClose() throws IOException {
    start();
    try (LiveClient phone = open()) {
      phone.showTicket("nonsense");
      JsonNode problem = phone.next("problem");
      assertThat(problem.get("call").asText()).isEqualTo("ticket");
      assertThat(problem.get("status").asInt()).isEqualTo(401);
      assertThat(problem.get("reason").asText()).isEqualTo("MALFORMED");
      assertThat(phone.awaitClosed().code()).isEqualTo(1008);
    }
  }

  @Test
  void shouldCloseWhenTheTicketExpires() throws IOException {
    start();
    try (LiveClient silent = phoneOf(ALICE)) {
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 3_631_000);
      assertThat(silent.next("problem").get("reason").asText()).isEqualTo("EXPIRED");
      assertThat(silent.awaitClosed().code()).isEqualTo(1008);
    }
    awaitNoneOpen();
  }

  @Test
  void shouldGoOnWithANewTicketOfTheSameUser() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.showTicket(TestEdge.ticketOf(ALICE, TestEdge.NOW_MILLIS + 20_000));
      assertThat(phone.pingPong("taken")).isEqualTo("taken");
      phone.showTicket(TestEdge.ticketOf("bob"));
      assertThat(phone.awaitClosed().code()).isEqualTo(1008);
    }
  }

  // ---- frames that may not be sent

  static Stream<Arguments> violations() {
    byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
    byte[] unmasked = {(byte) 0x81, 2, '{', '}'};
    byte[] longForm = {(byte) 0x81, (byte) 0xfe, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4, 5};
    byte[] huge = {(byte) 0x81, (byte) 0xff};
    int fin = LiveClient.FIN;
    return Stream.of(
        arguments("not masked", unmasked, 1002),
        arguments("a reserved bit", LiveClient.frame(fin | 0x40 | LiveClient.TEXT, hello), 1002),
        arguments("a reserved bit alone", new byte[] {(byte) 0xc1}, 1002),
        arguments("a reserved opcode", LiveClient.frame(fin | 3, hello), 1002),
        arguments("a reserved control", LiveClient.frame(fin | 11, hello), 1002),
        arguments("a ping in fragments", LiveClient.frame(LiveClient.PING, hello), 1002),
        arguments("a long ping", LiveClient.frame(fin | LiveClient.PING, new byte[126]), 1002),
        arguments("no beginning", LiveClient.frame(LiveClient.CONTINUATION, hello), 1002),
        arguments(
            "two beginnings",
            LiveClient.together(
                LiveClient.frame(LiveClient.TEXT, hello),
                LiveClient.frame(fin | LiveClient.TEXT, hello)),
            1002),
        arguments("a length with more bytes than it needs", longForm, 1002),
        arguments(
            "a close of one byte", LiveClient.frame(fin | LiveClient.CLOSE, new byte[1]), 1002),
        arguments("a close code that may not be sent", LiveClient.closeFrame(1005, ""), 1002),
        arguments("binary", LiveClient.frame(fin | LiveClient.BINARY, hello), 1003),
        arguments(
            "no UTF-8", LiveClient.frame(fin | LiveClient.TEXT, new byte[] {(byte) 0xff}), 1007),
        arguments(
            "a surrogate",
            LiveClient.frame(
                fin | LiveClient.TEXT, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
            1007),
        arguments(
            "a close reason that is no UTF-8",
            LiveClient.frame(fin | LiveClient.CLOSE, new byte[] {3, (byte) 0xe8, (byte) 0xc3}),
            1007),
        arguments("too large", LiveClient.frame(fin | LiveClient.TEXT, new byte[1_025]), 1009),
        arguments(
            "too large in fragments",
            LiveClient.together(
                LiveClient.frame(LiveClient.TEXT, new byte[1_000]),
                LiveClient.frame(fin | LiveClient.CONTINUATION, new byte[25])),
            1009),
        arguments("far too large", huge, 1009));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void shouldRefuseFramesThatMayNotBeSent(String what, byte[] bytes, int code) throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.sendRaw(bytes);
      assertThat(phone.awaitClosed().code()).as(what).isEqualTo(code);
    }
    awaitNoneOpen();
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"REFUSED\",port=\"public\"} 1.0");
    edge.awaitMetric("hongbao_edge_live_closed_total{code=\"" + code + "\"} 1.0");
  }

  @Test
  void shouldTakeAMessageOfJustTheSizeThatIsAllowed() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(" ".repeat(1_024 - SHAKE.length()) + SHAKE);
      phone.next("accepted");
    }
  }

  @Test
  void shouldCloseOnMisuse() throws IOException {
    start();
    try (LiveClient hasty = phoneOf(ALICE);
        LiveClient confused = phoneOf("bob")) {
      for (int i = 0; i < 101; i++) {
        hasty.sendRaw(LiveClient.frame(LiveClient.FIN | LiveClient.PONG, new byte[0]));
      }
      assertThat(hasty.awaitClosed()).isEqualTo(new Closed(1008, "too many frames"));
      for (int i = 0; i < 8; i++) {
        confused.say("nonsense");
      }
      assertThat(confused.awaitClosed().code()).isEqualTo(1008);
    }
  }

  // ---- the end

  @Test
  void shouldReplyToAClosingPhone() throws IOException {
    start();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.sendRaw(LiveClient.closeFrame(1000, "bye"));
      assertThat(phone.awaitClosed()).isEqualTo(new Closed(1000, ""));
    }
    awaitNoneOpen();
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"CLEAN\",port=\"public\"} 1.0");
  }

  @Test
  void shouldCountAPhoneThatGoesWithoutAWord() throws IOException {
    start();
    phoneOf(ALICE).reset();
    awaitNoneOpen();
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"BROKEN\",port=\"public\"} 1.0");
    edge.awaitMetric("hongbao_edge_live_closed_total{code=\"1006\"} 1.0");
  }

  @Test
  void shouldDropAPhoneThatIsSilentForTwoSweepsAfterAPing() throws IOException {
    edge = new TestEdge(TestEdge.settings("edge-1").withIoThreads(1));
    edge.answers.putForAll(Outcome.MISS);
    try (LiveClient vanished = phoneOf(ALICE);
        LiveClient phone = phoneOf("bob")) {
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
  void shouldDropASlowReaderWithoutHarmToOthers() throws IOException {
    start();
    HeldPacket[] packets =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new HeldPacket("packet-" + i, "first", "cola", i))
            .toArray(HeldPacket[]::new);
    edge.answers.hold(ALICE, packets);
    edge.answers.putForAll(Outcome.MISS);
    try (LiveClient slow = phoneOf(ALICE);
        LiveClient phone = phoneOf("bob")) {
      slow.say("{\"packets\":{}}");
      edge.awaitMetric("hongbao_edge_live_slow_readers_total 1.0");
      phone.say(SHAKE);
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
    }
    awaitNoneOpen();
    edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"SLOW\",port=\"public\"} 1.0");
  }

  @Test
  void shouldSendPhonesAwayWhenItDrainsSpreadOverAWindow() throws IOException {
    start();
    List<LiveClient> phones = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      phones.add(phoneOf("user-" + i));
    }
    CompletableFuture<Void> closing = CompletableFuture.runAsync(edge.edge::close);
    List<Integer> seconds = new ArrayList<>();
    for (LiveClient phone : phones) {
      Closed closed = phone.awaitClosed();
      assertThat(closed.code()).isEqualTo(1001);
      seconds.add(Integer.valueOf(closed.reason()));
    }
    closing.join();
    assertThat(seconds).allSatisfy(each -> assertThat(each).isBetween(1, 10));
    assertThat(seconds.stream().distinct().count()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void shouldAnswerWhatWaitsBeforeItCloses() throws IOException {
    start();
    edge.log.setMode(InMemoryShakeLog.Mode.HOLD);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      await().until(() -> edge.log.shakes().size() == 1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(edge.edge::close);
      edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
      edge.log.releaseAll();
      assertThat(phone.nextAnswer().get("result").asText()).isEqualTo("MISS");
      assertThat(phone.awaitClosed().code()).isEqualTo(1001);
      closing.join();
    }
  }

  @Test
  void shouldSendAwayWhoeverIsTooMany() throws IOException {
    start(live -> live.withMaxConnections(1));
    try (LiveClient phone = phoneOf(ALICE);
        LiveClient tooMany = open()) {
      Closed closed = tooMany.awaitClosed();
      assertThat(closed.code()).isEqualTo(1013);
      assertThat(Integer.parseInt(closed.reason())).isBetween(1, 10);
      assertThat(phone.pingPong("unharmed")).isEqualTo("unharmed");
    }
    awaitNoneOpen();
    phoneOf("bob").close();
  }

  @Test
  void shouldTakeNoMoreASecondThanTheRampAllows() throws IOException {
    start(live -> live.withAcceptsPerSecond(1));
    try (LiveClient phone = phoneOf(ALICE);
        LiveClient tooEarly = open()) {
      assertThat(tooEarly.awaitClosed().code()).isEqualTo(1013);
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 1_000);
      phoneOf("bob").close();
      assertThat(phone.pingPong("unharmed")).isEqualTo("unharmed");
    }
  }
}
