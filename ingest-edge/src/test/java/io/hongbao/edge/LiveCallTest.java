package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.LiveClient;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said over a long connection: the same as over HTTP, in messages. */
class LiveCallTest {

  private static final String ALICE = "alice";
  private static final Outcome WIN = new Outcome.Packet("p-1", "cola", 188);
  private static final String PACKET = "gala.3.2.0";
  private static final String SHAKE = "{\"shake\":{}}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestEdge edge;

  @BeforeEach
  void start() {
    edge = new TestEdge();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  /** A phone that has shown its ticket and seen the show. */
  private LiveClient phoneOf(String user) throws IOException {
    LiveClient phone = LiveClient.open(edge.edge.port());
    phone.showTicket(TestEdge.ticketOf(user));
    phone.next("show");
    return phone;
  }

  private static JsonNode json(HttpResponse<String> reply) throws IOException {
    return JSON.readTree(reply.body());
  }

  private void setMode(Mode mode) {
    edge.follow(new ModeRecord(PlanFixture.SHOW, 7, mode, "a test"));
  }

  @Test
  void shouldShowTheShowOnceTheTicketIsThere() throws IOException {
    try (LiveClient phone = LiveClient.open(edge.edge.port())) {
      phone.showTicket(TestEdge.ticketOf(ALICE));
      assertThat(phone.next("show")).isEqualTo(json(edge.send(edge.request("/v1/show"))));
    }
  }

  @Test
  void shouldTakeTheTicketFromTheUpgrade() throws IOException {
    String header = "Authorization: Bearer " + TestEdge.ticketOf(ALICE);
    try (LiveClient phone = LiveClient.open(edge.edge.port(), "/v1/live", header)) {
      assertThat(phone.next("show").get("show").asText()).isEqualTo(PlanFixture.SHOW);
      phone.say("{\"packets\":{}}");
      assertThat(phone.next("packets")).isEmpty();
    }
  }

  @Test
  void shouldCountDownToWhatTheChannelShows() throws IOException {
    try (LiveClient phone = LiveClient.open(edge.edge.port(), "/v1/live?channel=tv")) {
      phone.showTicket(TestEdge.ticketOf(ALICE));
      assertThat(phone.next("show"))
          .isEqualTo(json(edge.send(edge.request("/v1/show?channel=tv"))));
    }
  }

  @Test
  void shouldRefuseAnUnknownChannelAndShowTheShowWithoutOne() throws IOException {
    try (LiveClient phone = LiveClient.open(edge.edge.port(), "/v1/live?channel=moon")) {
      phone.showTicket(TestEdge.ticketOf(ALICE));
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(404);
      assertThat(phone.next("show")).isEqualTo(json(edge.send(edge.request("/v1/show"))));
    }
  }

  @Test
  void shouldAnswerAShakeAsHttpDoes() throws IOException {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), WIN);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      JsonNode answer = phone.next("answer");
      assertThat(answer.get("result").asText()).isEqualTo("PACKET");
      assertThat(answer).isEqualTo(json(edge.send(edge.shakeOf(ALICE))));
    }
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldSayAcceptedOnlyAfterTheAcknowledgementAndTheAnswerAfterThat() throws IOException {
    edge.log.setMode(InMemoryShakeLog.Mode.HOLD);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      await().until(() -> edge.log.shakes().size() == 1);
      assertThat(phone.pingPong("nothing before this")).isEqualTo("nothing before this");
      edge.log.releaseAll();
      assertThat(phone.next("accepted").get("shakeId").asText())
          .isEqualTo(TestEdge.currentTurnOf(ALICE).toString());
      edge.answers.put(TestEdge.currentKeyOf(ALICE), WIN);
      assertThat(phone.next("answer").at("/packet/packetId").asText()).isEqualTo("p-1");
    }
  }

  @Test
  void shouldUseANamedTurnOnceHoweverItComes() throws IOException {
    String turn = TestEdge.currentTurnOf(ALICE).toString();
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"shake\":{\"shakeId\":\"" + turn + "\"}}");
      phone.say(SHAKE);
      await().until(() -> edge.log.shakes().size() == 1);
      edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
      assertThat(answerOf(phone).get("shakeId").asText()).isEqualTo(turn);
      assertThat(answerOf(phone).get("shakeId").asText()).isEqualTo(turn);
    }
    assertThat(edge.log.shakes()).hasSize(1);
  }

  /** The next answer; a slow machine may say accepted before. */
  private static JsonNode answerOf(LiveClient phone) throws IOException {
    JsonNode message = phone.next().json();
    while (!message.has("answer")) {
      message = phone.next().json();
    }
    return message.get("answer");
  }

  @Test
  void shouldSayWhatGatesSay() throws IOException {
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"shake\":{\"shakeId\":\"third-1\"}}");
      JsonNode unknown = phone.next("problem");
      assertThat(unknown.get("call").asText()).isEqualTo("shake");
      assertThat(unknown.get("status").asInt()).isEqualTo(404);
      assertThat(unknown.get("title").asText()).isEqualTo("Not Found");
      assertThat(unknown.get("detail").asText()).contains("no such wave");

      setMode(Mode.CALM);
      await()
          .untilAsserted(
              () -> assertThat(edge.send(edge.shakeOf(ALICE)).statusCode()).isEqualTo(503));
      phone.say(SHAKE);
      JsonNode busy = phone.next().json();
      while (!busy.has("problem")) {
        busy = phone.next().json(); // the show, which has another mode now
      }
      assertThat(busy.at("/problem/result").asText()).isEqualTo("BUSY");
      assertThat(busy.at("/problem/nextShakeAfterMs").asLong()).isBetween(10_000L, 20_000L);
      assertThat(busy.at("/problem/retryAfterMs").asLong()).isBetween(10_000L, 20_000L);
    }
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldRefuseABlockedUser() throws IOException {
    edge.verdicts.accept(
        null,
        new VerdictRecord(
                EntityKind.USER, ALICE, RiskLevel.BLOCK, TestEdge.NOW_MILLIS + 60_000, "rule", 1)
            .encode());
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(403);
    }
  }

  @Test
  void shouldSayClosedBetweenTheWaves() throws IOException {
    edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 1_000);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      JsonNode answer = phone.next("answer");
      assertThat(answer.get("result").asText()).isEqualTo("CLOSED");
      assertThat(answer.get("nextShakeAfterMs").asLong()).isEqualTo(1_000);
      assertThat(answer.has("packetsAfterMs")).isFalse();
    }
  }

  @Test
  void shouldTellTheLastAnswersOfAWaveWhenToLookAtThePackets() throws IOException {
    edge.answers.putForAll(Outcome.MISS);
    long momentMillis = UserHash.phaseMillis(UserHash.of(ALICE), 60_000);
    try (LiveClient phone = phoneOf("bob")) {
      phone.say(SHAKE);
      assertThat(phone.next("answer").has("packetsAfterMs")).isFalse();
    }
    edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis() - 1);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      assertThat(phone.next("answer").get("packetsAfterMs").asLong()).isEqualTo(momentMillis + 1);
      edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis());
      phone.say(SHAKE);
      JsonNode closed = phone.next("answer");
      assertThat(closed.get("result").asText()).isEqualTo("CLOSED");
      assertThat(closed.get("packetsAfterMs").asLong()).isEqualTo(momentMillis);
    }
  }

  @Test
  void shouldSayBusyWhenTheLogTakesNothing() throws IOException {
    edge.log.setMode(InMemoryShakeLog.Mode.REFUSE);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      assertThat(phone.next("problem").get("result").asText()).isEqualTo("BUSY");
    }
  }

  @Test
  void shouldSayThatTheSameBeSentAgainWhenTheLogLosesAShake() throws IOException {
    edge.log.setMode(InMemoryShakeLog.Mode.LOSE);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(SHAKE);
      JsonNode problem = phone.next("problem");
      assertThat(problem.get("status").asInt()).isEqualTo(503);
      assertThat(problem.get("shakeId").asText())
          .isEqualTo(TestEdge.currentTurnOf(ALICE).toString());
    }
  }

  @Test
  void shouldLookAnOldTurnUpAndSayThatItIsUnknown() throws IOException {
    ShakeId old = new ShakeId("first", 2);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"shake\":{\"shakeId\":\"" + old + "\"}}");
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(404);
    }
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldListPackets() throws IOException {
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"packets\":{}}");
      assertThat(phone.next("packets").at("/0/packetId").asText()).isEqualTo("p-1");
    }
  }

  @Test
  void shouldNeverListNothingWhileTheCacheIsBeingRebuilt() throws IOException {
    edge.answers.setRebuilding(true);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"packets\":{}}");
      JsonNode problem = phone.next("problem");
      assertThat(problem.get("call").asText()).isEqualTo("packets");
      assertThat(problem.get("status").asInt()).isEqualTo(503);
    }
  }

  @Test
  void shouldRefuseASecondListWhileOneIsOnItsWay() throws IOException {
    edge.answers.setMode(InMemoryAnswers.Mode.SILENT);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say("{\"packets\":{}}");
      phone.say("{\"packets\":{}}");
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(429);
    }
    edge.awaitMetric("_waiting 0.0");
  }

  @Test
  void shouldTellWhatBecomesOfAClaim() throws IOException {
    edge.packetLog.put(won(ALICE), 0);
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(claim(TestEdge.tokenOf(ALICE, PACKET, 188)));

      JsonNode claim = phone.next("claim");

      assertThat(claim.get("packetId").asText()).isEqualTo(PACKET);
      assertThat(claim.get("state").asText()).isEqualTo("CLAIMED");
      assertThat(claim.get("amountFen").asLong()).isEqualTo(188);
    }
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldRefuseAClaimWithAnotherUsersToken() throws IOException {
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(claim(TestEdge.tokenOf("bob", PACKET, 188)));

      JsonNode problem = phone.next("problem");

      assertThat(problem.get("call").asText()).isEqualTo("claim");
      assertThat(problem.get("status").asInt()).isEqualTo(403);
    }
    assertThat(edge.packetLog.claims()).isEmpty();
  }

  private static String claim(String token) {
    return "{\"claim\":{\"packetId\":\"" + PACKET + "\",\"token\":\"" + token + "\"}}";
  }

  private static PacketRecord.Won won(String user) {
    return new PacketRecord.Won(
        PACKET, user, "cola", List.of(188L), Long.MAX_VALUE, ClaimTerms.DEFAULT, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shake",
        "[]",
        "{}",
        "{\"shake\":{}",
        "{\"shake\":{}}{}",
        "{\"shake\":{},\"packets\":{}}",
        "{\"shake\":{\"turn\":17}}",
        "{\"shake\":{\"shakeId\":17}}",
        "{\"shake\":{\"shakeId\":\"First-17\"}}",
        "{\"shake\":[]}",
        "{\"packets\":{\"x\":1}}",
        "{\"claim\":1}",
        "{\"claim\":{\"token\":\"t\"}}",
        "{\"claim\":{\"packetId\":1}}",
        "{\"claim\":{\"packetId\":\"p\",\"packetId\":\"p\"}}",
        "{\"ticket\":{}}",
        "{\"dance\":{}}"
      })
  void shouldSayWhatAMessageLacksAndGoOn(String message) throws IOException {
    try (LiveClient phone = phoneOf(ALICE)) {
      phone.say(message);
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(400);
      assertThat(phone.pingPong("on")).isEqualTo("on");
    }
  }

  @Test
  void shouldRefuseMoreShakesThanAPhoneCanMean() throws IOException {
    edge.log.setMode(InMemoryShakeLog.Mode.HOLD);
    try (LiveClient phone = phoneOf(ALICE)) {
      for (int i = 0; i < 9; i++) {
        phone.say(SHAKE);
      }
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(429);
    }
  }

  @Test
  void shouldShowAChangedPlanAndModeToEveryPhone() throws IOException {
    try (LiveClient alice = phoneOf(ALICE);
        LiveClient bob = phoneOf("bob")) {
      edge.follow(PlanFixture.aPlan().numbered(2));
      assertThat(alice.next("show").get("plan").asInt()).isEqualTo(2);
      assertThat(bob.next("show").get("plan").asInt()).isEqualTo(2);
      setMode(Mode.SHARE);
      assertThat(alice.next("show").get("mode").asInt()).isEqualTo(2);
      assertThat(bob.next("show").get("mode").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldShowAPlanWhenItsInstantComes() throws IOException {
    try (LiveClient phone = phoneOf(ALICE)) {
      edge.follow(PlanFixture.aPlan().numbered(2).activeFrom(TestEdge.NOW_MILLIS + 2_000));
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 2_000);
      assertThat(phone.next("show").get("plan").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldShowAShowThatIsKnownOnlyLater() throws IOException {
    edge.forget(PlanFixture.aPlan());
    try (LiveClient phone = LiveClient.open(edge.edge.port())) {
      phone.showTicket(TestEdge.ticketOf(ALICE));
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(503);
      edge.follow(PlanFixture.aPlan());
      assertThat(phone.next("show").get("show").asText()).isEqualTo(PlanFixture.SHOW);
    }
  }

  @Test
  void shouldTakeManyMessagesThatComeAtOnceEvenBehindTheUpgrade() throws IOException {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "cola", 188));
    try (LiveClient phone = LiveClient.connect(edge.edge.port())) {
      phone.sendRaw(
          LiveClient.together(
              LiveClient.upgrade("/v1/live").getBytes(StandardCharsets.US_ASCII),
              LiveClient.text("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}"),
              LiveClient.text("{\"packets\":{}}"),
              LiveClient.text("nonsense"),
              LiveClient.text(SHAKE)));
      phone.expectUpgrade();
      phone.next("show");
      assertThat(phone.next("problem").get("status").asInt()).isEqualTo(400);
      JsonNode both = JSON.createArrayNode().add(phone.next().json()).add(phone.next().json());
      assertThat(both.findValues("packets")).hasSize(1);
      assertThat(both.findValues("answer")).hasSize(1);
    }
  }

  @Test
  void shouldTakeMessagesByteByByte() throws IOException {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
    try (LiveClient phone = LiveClient.open(edge.edge.port())) {
      byte[] frames =
          LiveClient.together(
              LiveClient.text("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}"),
              LiveClient.text(SHAKE));
      for (byte one : frames) {
        phone.sendRaw(new byte[] {one});
      }
      phone.next("show");
      assertThat(answerOf(phone).get("result").asText()).isEqualTo("MISS");
    }
  }

  @Test
  void shouldTakeAMessageInFragmentsWithAPingBetweenThem() throws IOException {
    byte[] ticket =
        ("{\"ticket\":\"" + TestEdge.ticketOf(ALICE) + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] first = Arrays.copyOfRange(ticket, 0, 10);
    byte[] second = Arrays.copyOfRange(ticket, 10, 40);
    byte[] third = Arrays.copyOfRange(ticket, 40, ticket.length);
    try (LiveClient phone = LiveClient.open(edge.edge.port())) {
      phone.sendRaw(LiveClient.frame(LiveClient.TEXT, first));
      phone.sendRaw(LiveClient.frame(LiveClient.CONTINUATION, second));
      assertThat(phone.pingPong("between")).isEqualTo("between");
      phone.sendRaw(LiveClient.frame(LiveClient.FIN | LiveClient.CONTINUATION, third));
      assertThat(phone.next("show").get("show").asText()).isEqualTo(PlanFixture.SHOW);
    }
  }

  @Test
  void shouldGiveAnAnswerThatABreakHasSwallowedToTheNextConnection() throws IOException {
    LiveClient lost = phoneOf(ALICE);
    lost.say(SHAKE);
    assertThat(lost.next("accepted").get("shakeId").asText()).isNotEmpty();
    lost.reset();
    awaitOpen(0);
    edge.answers.put(TestEdge.currentKeyOf(ALICE), WIN);
    try (LiveClient phone = phoneOf(ALICE)) {
      JsonNode message = phone.next().json();
      assertThat(message.at("/answer/packet/packetId").asText()).isEqualTo("p-1");
      assertThat(message.get("recalled").asBoolean()).isTrue();
    }
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldGiveAnAnswerAgainThatThePhoneMayNotHaveGot() throws IOException {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), WIN);
    LiveClient lost = phoneOf(ALICE);
    lost.say(SHAKE);
    JsonNode answer = answerOf(lost);
    lost.reset();
    awaitOpen(0);
    try (LiveClient phone = phoneOf(ALICE);
        LiveClient other = phoneOf("bob")) {
      assertThat(phone.next("answer")).isEqualTo(answer);
      assertThat(other.pingPong("nothing of alice")).isEqualTo("nothing of alice");
    }
  }

  @Test
  void shouldNotGiveAnAnswerAgainThatThePhoneHasGot() throws IOException {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), WIN);
    LiveClient confirmed = phoneOf(ALICE);
    confirmed.say(SHAKE);
    answerOf(confirmed);
    edge.moveToSweep(1);
    confirmed.answerPing();
    confirmed.reset();
    awaitOpen(0);
    try (LiveClient phone = phoneOf(ALICE)) {
      assertThat(phone.pingPong("nothing again")).isEqualTo("nothing again");
    }
  }

  private void awaitOpen(int count) {
    edge.awaitMetric("hongbao_edge_live_connections " + count + ".0");
  }
}
