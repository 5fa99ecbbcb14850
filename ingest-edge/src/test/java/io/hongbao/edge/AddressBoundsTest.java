package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.address.AddressSettings;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.fixtures.RawConnection.Reply;
import io.hongbao.wire.records.ShakeRecord;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What one address, and one user, may ask of an edge, seen from outside. The clock stands still.
 */
class AddressBoundsTest {

  private static final String FORWARDED = "X-Forwarded-For";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestEdge edge;

  @AfterEach
  void close() {
    edge.close();
  }

  /** Loopback is a trusted proxy, so that phones are whoever it says. */
  private void startBehindProxy(int requests, int requestsOfUser, String shared) {
    start(
        TestEdge.settings("edge-1"),
        new AddressSettings(
            100, 100, requests, requestsOfUser, AddressSettings.parseShared(shared), false));
  }

  private void start(EdgeSettings settings, AddressSettings addresses) {
    edge = new TestEdge(settings.withSecurity(SecuritySettings.LOCAL.withAddresses(addresses)));
    edge.answers.putForAll(Outcome.MISS);
  }

  private int showsServed(String address, int times) {
    int served = 0;
    for (int i = 0; i < times; i++) {
      HttpResponse<String> reply = edge.send(edge.request("/v1/show").header(FORWARDED, address));
      served += reply.statusCode() == 200 ? 1 : 0;
    }
    return served;
  }

  private int shake(String user, String address) {
    return edge.send(edge.shakeOf(user).header(FORWARDED, address)).statusCode();
  }

  @Test
  void shouldServeAnAddressAsMuchAsItMayAskAndOthersAllTheSame() {
    startBehindProxy(3, 100, "");

    assertThat(showsServed("192.0.2.1", 10)).isEqualTo(6);
    assertThat(showsServed("192.0.2.2", 6)).isEqualTo(6);
    assertThat(edge.metrics()).contains("hongbao_edge_bounds_reached_total{of=\"request\"} 4.0");
  }

  @Test
  void shouldSayWhenToComeBackAndKeepTheConnection() throws IOException {
    startBehindProxy(1, 100, "");
    String request = "GET /v1/show HTTP/1.1\r\nHost: a\r\n" + FORWARDED + ": 192.0.2.1\r\n\r\n";
    try (RawConnection kept = new RawConnection(edge.edge.port())) {
      kept.send(request.repeat(3));
      kept.reply();
      kept.reply();
      Reply refused = kept.reply();

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.problem()).contains("ask more slowly");
      assertThat(refused.header("Retry-After")).hasValue("1");
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 1_000);
      kept.send(request);
      assertThat(kept.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldEndAConnectionWhoseRefusedBodyCannotBeRead() throws IOException {
    startBehindProxy(1, 100, "");
    showsServed("192.0.2.1", 2);
    try (RawConnection refused = new RawConnection(edge.edge.port())) {
      refused.send(
          "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n"
              + FORWARDED
              + ": 192.0.2.1\r\n\r\nGET /v1/show HTTP/1.1\r\nHost: a\r\n\r\n");
      Reply reply = refused.reply();

      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).hasValue("1");
      assertThat(reply.header("Connection")).hasValue("close");
      refused.endSending();
      refused.awaitEnd();
    }
  }

  /** Many phones behind one address are no crime: fraud detection hears nothing of it. */
  @Test
  void shouldNotCountWhatAnAddressMayNotAskAgainstTheUser() {
    startBehindProxy(1, 100, "");
    shake("alice", "192.0.2.1");
    shake("bob", "192.0.2.1");
    for (int i = 0; i < 20; i++) {
      assertThat(shake("alice", "192.0.2.1")).isEqualTo(429);
    }

    assertThat(shake("alice", "192.0.2.2")).isEqualTo(200);
    assertThat(edge.log.shakes()).hasSize(2);
    assertThat(edge.metrics())
        .contains("hongbao_edge_repeats_total 1.0")
        .contains("hongbao_edge_repeats_reported_total 0.0");
  }

  @Test
  void shouldTellTheUsersOfASharedAddressApart() {
    startBehindProxy(1, 2, "192.0.2.1");
    for (int i = 0; i < 4; i++) {
      assertThat(shake("alice", "192.0.2.1")).isEqualTo(200);
    }

    assertThat(shake("alice", "192.0.2.1")).isEqualTo(429);
    assertThat(shake("bob", "192.0.2.1")).isEqualTo(200);
  }

  @Test
  void shouldBoundWhatAUserAndAnAddressAskOverALongConnection() throws IOException {
    startBehindProxy(4, 2, "");
    try (LiveClient phone =
        LiveClient.open(edge.edge.port(), "/v1/live", FORWARDED + ": 192.0.2.1")) {
      phone.showTicket(TestEdge.ticketOf("alice"));
      phone.next("show");
      // Of eight requests in the address's bucket the upgrade was one; the user has four.
      for (int i = 0; i < 4; i++) {
        assertThat(answerTo(phone, "{\"shake\":{}}").has("answer")).isTrue();
      }
      JsonNode ofUser = answerTo(phone, "{\"shake\":{}}").get("problem");
      assertThat(ofUser.get("status").asInt()).isEqualTo(429);
      assertThat(ofUser.get("nextShakeAfterMs").asLong()).isPositive();
      assertThat(answerTo(phone, "{\"packets\":{}}").at("/problem/status").asInt()).isEqualTo(429);
      assertThat(answerTo(phone, "{\"shake\":{}}").at("/problem/status").asInt()).isEqualTo(429);
      JsonNode ofAddress = answerTo(phone, "{\"shake\":{}}").get("problem");
      assertThat(ofAddress.get("detail").asText()).contains("ask more slowly");
    }
    assertThat(edge.log.shakes()).hasSize(1);
  }

  /** The next message but for accepted, which a slow machine may say before. */
  private static JsonNode answerTo(LiveClient phone, String message) throws IOException {
    phone.say(message);
    JsonNode reply = phone.next().json();
    return reply.has("accepted") ? phone.next().json() : reply;
  }

  @Test
  void shouldAnswerWhoIgnoresTheTurnFromMemoryAndSayWhenTheNextTurnIs() throws IOException {
    startBehindProxy(1_000, 2, "");
    for (int i = 0; i < 4; i++) {
      assertThat(shake("alice", "192.0.2.1")).isEqualTo(200);
    }
    ShakeId used = TestEdge.currentTurnOf("alice");
    ShakeId nextTurn = new ShakeId(used.waveId(), used.turn() + 1);
    HttpRequest.Builder fifth = edge.shakeOf("alice").header(FORWARDED, "192.0.2.1");

    HttpResponse<String> refused = edge.send(fifth);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(edge.log.shakes()).extracting(ShakeRecord::shakeId).containsOnly(used);
    long wait = JSON.readTree(refused.body()).path("nextShakeAfterMs").asLong();
    assertThat(refused.headers().firstValue("Retry-After"))
        .hasValue(String.valueOf((wait + 999) / 1_000));
    edge.clock.moveTo(TestEdge.NOW_MILLIS + wait);
    assertThat(shake("alice", "192.0.2.1")).isEqualTo(200);
    // Beside a report of her repeats, which bears the turn that she used before.
    assertThat(edge.log.shakes()).extracting(ShakeRecord::shakeId).contains(nextTurn);
  }

  @Test
  void shouldBoundLookUpsAndListsOfAUser() {
    startBehindProxy(1_000, 1, "");
    String[] calls = {"/v1/packets", "/v1/shakes/" + TestEdge.currentTurnOf("alice")};
    for (String call : calls) {
      edge.send(edge.requestOf("alice", call).header(FORWARDED, "192.0.2.1"));
    }
    for (String call : calls) {
      HttpResponse<String> refused =
          edge.send(edge.requestOf("alice", call).header(FORWARDED, "192.0.2.1"));

      assertThat(refused.statusCode()).as(call).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    }
    assertThat(edge.metrics()).contains("hongbao_edge_bounds_reached_total{of=\"user\"} 2.0");
  }

  @Test
  void shouldNotBoundThisMachine() {
    startBehindProxy(1, 1, "");

    for (int i = 0; i < 20; i++) {
      assertThat(edge.send(edge.shakeOf("alice")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @SuppressWarnings("try") // Closed early, so that another one is taken.
  void shouldTurnAwayConnectionsBeyondTheBoundAndTakeOthersWhenOneIsClosed() throws IOException {
    start(
        TestEdge.settings("edge-1").withTrustedProxies(List.of()),
        new AddressSettings(2, 100, 100, 100, List.of(), true));
    try (RawConnection first = new RawConnection(edge.edge.port());
        RawConnection second = new RawConnection(edge.edge.port())) {
      show(first);
      show(second);
      try (RawConnection third = new RawConnection(edge.edge.port())) {
        Reply reply = third.reply();
        third.awaitEnd();

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.problem()).contains("ask more slowly");
        assertThat(reply.header("Retry-After")).hasValue("5");
      }
      show(first);
      second.close();
      await().until(this::isConnectionTaken);
    }
    assertThat(edge.metrics()).contains("hongbao_edge_bounds_reached_total{of=\"connection\"}");
  }

  private static void show(RawConnection connection) throws IOException {
    connection.send("GET /v1/show HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(connection.reply().status()).isEqualTo(200);
  }

  /** It has seen that the other one is closed. */
  private boolean isConnectionTaken() {
    try (RawConnection next = new RawConnection(edge.edge.port())) {
      next.send("GET /v1/show HTTP/1.1\r\nHost: a\r\n\r\n");
      return next.reply().status() == 200;
    } catch (IOException turnedAway) {
      return false;
    }
  }
}
