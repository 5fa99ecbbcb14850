package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.wire.records.ShakeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long connections in the hands of those who mean harm, and in herds. Whatever they do, nothing of
 * them stays: no connection, no request that waits, no place of an address.
 */
class LiveAttackTest {

  private static final String ALICE = "alice";
  private static final String SHAKE = "{\"shake\":{}}";
  private static final byte[] NO_BYTES = {};

  private TestEdge edge;

  @AfterEach
  void stop() {
    assertThat(edge.metrics()).contains("hongbao_edge_failures_total 0.0");
    edge.close();
  }

  private void start(EdgeSettings settings) {
    edge = new TestEdge(settings);
  }

  private void start() {
    start(TestEdge.settings("edge-1").withIoThreads(1));
  }

  private LiveClient phoneOf(String user) throws IOException {
    LiveClient phone = LiveClient.open(edge.port());
    phone.showTicket(TestEdge.ticketOf(user));
    phone.next("show");
    return phone;
  }

  private void awaitNothingLeft() {
    edge.awaitMetric("hongbao_edge_live_connections 0.0");
    edge.awaitMetric("hongbao_edge_waiting 0.0");
  }

  // ---- slow

  /** A byte of a frame now and then is no sign of life: only frames are. */
  @Test
  void shouldDropAPhoneWhoseFrameNeverEnds() throws IOException {
    start();
    try (LiveClient slow = phoneOf(ALICE);
        LiveClient phone = phoneOf("bob")) {
      byte[] frame = LiveClient.text(SHAKE);
      sweepWith(phone, 1);
      slow.sendRaw(new byte[] {frame[0]});
      sweepWith(phone, 2);
      slow.awaitPing();
      slow.sendRaw(new byte[] {frame[1]});
      sweepWith(phone, 3);
      slow.awaitPing();
      slow.sendRaw(new byte[] {frame[2]});
      sweepWith(phone, 4);
      slow.awaitEnd();
      edge.awaitMetric("hongbao_edge_connections_closed_total{how=\"IDLE\",port=\"public\"} 1.0");
    }
    awaitNothingLeft();
  }

  /** The phone has an answer that it may not have got, so that each sweep asks it. */
  private void sweepWith(LiveClient phone, int number) throws IOException {
    edge.answers.putForAll(Outcome.MISS);
    phone.say("{\"shake\":{\"shakeId\":\"" + TestEdge.currentTurnOf("bob") + "\"}}");
    phone.nextAnswer();
    edge.moveToSweep(number);
    phone.answerPing();
  }

  /** Fragments of nothing between pings are frames, and as many as a phone may send. */
  @Test
  void shouldBoundFragmentsWithoutEnd() throws IOException {
    start();
    try (LiveClient endless = phoneOf(ALICE)) {
      endless.sendRaw(LiveClient.frame(LiveClient.TEXT, NO_BYTES));
      for (int i = 0; i < 49; i++) {
        endless.sendRaw(LiveClient.frame(LiveClient.CONTINUATION, NO_BYTES));
        assertThat(endless.pingPong("between")).isEqualTo("between");
      }
      endless.sendRaw(LiveClient.frame(LiveClient.CONTINUATION, NO_BYTES));
      assertThat(endless.awaitClosed().code()).isEqualTo(1008);
    }
    awaitNothingLeft();
  }

  // ---- upgrades

  /** What comes behind an upgrade is frames, whatever it looks like. */
  @Test
  void shouldNotTakeASecondUpgradeForOne() throws IOException {
    start();
    try (LiveClient phone = LiveClient.connect(edge.port())) {
      phone.sendRaw(LiveClient.upgrade("/v1/live").repeat(3).getBytes(StandardCharsets.US_ASCII));
      phone.expectUpgrade();
      assertThat(phone.awaitClosed().code()).isEqualTo(1002);
    }
    awaitNothingLeft();
  }

  @Test
  void shouldUpgradeBehindRequestsOfTheSameConnection() throws IOException {
    start();
    String request = "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n";
    try (LiveClient phone = LiveClient.connect(edge.port())) {
      phone.sendRaw(
          (request.repeat(5) + LiveClient.upgrade("/v1/live")).getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 5; i++) {
        assertThat(phone.skipReply()).startsWith("HTTP/1.1 404 ");
      }
      phone.expectUpgrade();
      phone.showTicket(TestEdge.ticketOf(ALICE));
      phone.next("show");
    }
    awaitNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n"})
  void shouldNotUpgradeARequestWithABody(String rest) throws IOException {
    start();
    String head = LiveClient.upgrade("/v1/live");
    try (LiveClient phone = LiveClient.connect(edge.port())) {
      phone.sendRaw(
          (head.substring(0, head.length() - 2) + rest).getBytes(StandardCharsets.US_ASCII));
      assertThat(phone.skipReply()).startsWith("HTTP/1.1 4");
    }
    edge.awaitMetric("hongbao_edge_live_opened_total 0.0");
  }

  /** Gone before the edge has taken the connection over, or while it does. */
  @Test
  void shouldForgetPhonesThatGoWithinTheUpgrade() throws IOException {
    start();
    edge.answers.putForAll(Outcome.MISS);
    byte[] all =
        LiveClient.together(
            LiveClient.upgrade("/v1/live").getBytes(StandardCharsets.US_ASCII),
            LiveClient.text("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}"),
            LiveClient.text(SHAKE),
            LiveClient.text("{\"packets\":{}}"));
    for (int i = 0; i < 100; i++) {
      LiveClient hasty = LiveClient.connect(edge.port());
      hasty.sendRaw(all);
      hasty.reset();
    }
    awaitNothingLeft();
    edge.awaitMetric("hongbao_edge_pending 0.0");
  }

  // ---- herds

  /** However their connections end, an address has its places back. */
  @Test
  void shouldKeepNoPlaceOfAnAddress() throws IOException {
    start(
        TestEdge.settings("edge-1")
            .withTrustedProxies(List.of())
            .withSecurity(
                SecuritySettings.LOCAL.withAddresses(
                    new AddressSettings(4, 1_000, 1_000, 1_000, List.of(), true))));
    for (int round = 0; round < 3; round++) {
      List<LiveClient> herd = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        herd.add(phoneOf("user-" + i));
      }
      try (LiveClient tooMany = LiveClient.connect(edge.port())) {
        assertThat(tooMany.skipReply()).startsWith("HTTP/1.1 429 ");
      }
      herd.get(0).reset();
      herd.get(1).close();
      herd.get(2).sendRaw(LiveClient.closeFrame(1000, ""));
      assertThat(herd.get(2).awaitClosed().code()).isEqualTo(1000);
      herd.get(3).sendRaw(new byte[] {(byte) 0x81, 0});
      assertThat(herd.get(3).awaitClosed().code()).isEqualTo(1002);
      herd.get(2).close();
      herd.get(3).close();
      awaitNothingLeft();
    }
  }

  /** A tunnel: all phones are gone at once, with shakes that wait, and all come back. */
  @Test
  void shouldGiveAHerdThatComesBackAllItsAnswers() throws IOException {
    start();
    List<LiveClient> herd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      herd.add(phoneOf("user-" + i));
    }
    for (LiveClient phone : herd) {
      phone.say(SHAKE);
    }
    for (LiveClient phone : herd) {
      phone.next("accepted");
    }
    for (LiveClient phone : herd) {
      phone.reset();
    }
    awaitNothingLeft();
    Set<String> winners = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      edge.answers.put(
          TestEdge.currentKeyOf("user-" + i), new Outcome.Packet("p-" + i, "cola", 100 + i));
    }
    for (int i = 0; i < 100; i++) {
      try (LiveClient phone = phoneOf("user-" + i)) {
        JsonNode message = phone.next().json();
        assertThat(message.get("recalled").asBoolean()).isTrue();
        assertThat(message.at("/answer/packet/packetId").asText()).isEqualTo("p-" + i);
        winners.add(message.at("/answer/packet/packetId").asText());
      }
    }
    assertThat(winners).hasSize(100);
    assertThat(edge.log.shakes()).hasSize(100);
    awaitNothingLeft();
  }

  /** Each goes a little later than the one before, and so some just when the answer is sent. */
  @Test
  void shouldLoseNoAnswerOfPhonesThatGoWhileItIsSent() throws IOException {
    start();
    edge.answers.putForAll(Outcome.MISS);
    for (int i = 0; i < 300; i++) {
      LiveClient phone = phoneOf("user-" + i);
      phone.say(SHAKE);
      long untilNanos = System.nanoTime() + 5_000L * i;
      while (System.nanoTime() < untilNanos) {
        Thread.onSpinWait();
      }
      phone.reset();
    }
    awaitNothingLeft();
    List<String> shaken = edge.log.shakes().stream().map(ShakeRecord::user).toList();
    assertThat(shaken).isNotEmpty();
    for (String user : shaken) {
      try (LiveClient phone = phoneOf(user)) {
        JsonNode message = phone.next().json();
        assertThat(message.at("/answer/result").asText()).as(user).isEqualTo("MISS");
        assertThat(message.get("recalled").asBoolean()).isTrue();
      }
    }
    awaitNothingLeft();
  }

  /** A phone comes back before the edge has noticed that its last connection is dead. */
  @Test
  void shouldGiveAnAnswerToTheNextConnectionThoughTheLastOneEndsAfterIt() throws IOException {
    start();
    LiveClient dead = phoneOf(ALICE);
    dead.say(SHAKE);
    dead.next("accepted");
    try (LiveClient phone = phoneOf(ALICE)) {
      edge.answers.put(TestEdge.currentKeyOf(ALICE), new Outcome.Packet("p-1", "cola", 188));
      dead.reset();
      edge.awaitMetric("hongbao_edge_live_connections 1.0");

      edge.moveToSweep(1);

      JsonNode message = phone.next().json();
      assertThat(message.at("/answer/packet/packetId").asText()).isEqualTo("p-1");
      assertThat(message.get("recalled").asBoolean()).isTrue();
    }
    assertThat(edge.log.shakes()).hasSize(1);
    awaitNothingLeft();
  }
}
