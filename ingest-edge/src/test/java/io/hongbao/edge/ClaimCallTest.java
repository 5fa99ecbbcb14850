package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryPacketLog;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims of packets and shares over HTTP, with a job that decides by the real rules. */
class ClaimCallTest {

  private static final String ALICE = "alice";
  private static final String BOB = "bob";
  private static final String PACKET = "gala.3.2.0";
  private static final String TOKEN = TestEdge.tokenOf(ALICE, PACKET, 188);

  private TestEdge edge;

  @BeforeEach
  void start() {
    edge = new TestEdge();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void shouldAnswerAClaimOnceItIsDecided() {
    edge.packetLog.put(won(188), 0);

    HttpResponse<String> reply = edge.send(claim(ALICE, TOKEN));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo("{\"packetId\":\"gala.3.2.0\",\"state\":\"CLAIMED\",\"amountFen\":188}");
    assertThat(edge.packetLog.claims()).hasSize(1);
    Claim logged = (Claim) edge.packetLog.claims().get(0);
    assertThat(logged.user()).isEqualTo(ALICE);
    assertThat(logged.riskLevel()).isEqualTo(RiskLevel.NONE);
    assertThat(logged.origin())
        .isEqualTo(new PacketRecord.Origin("edge-1", "", "127.0.0.1", TestEdge.NOW_MILLIS));
  }

  @Test
  void shouldLogAThousandClaimsAtOnceOnce() {
    edge.packetLog.put(won(188), 0);
    List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      replies.add(edge.sendAsync(claim(ALICE, TOKEN)));
    }

    // A user may ask for so much a second; loopback has no such bound.
    assertThat(replies).allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldTellOfAClaimThatIsNotDecidedYet() {
    HttpResponse<String> pending = edge.send(claim(ALICE, TOKEN).header("Prefer", "wait=0"));

    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(pending.headers().firstValue("Location")).hasValue("/v1/packets/gala.3.2.0");
    assertThat(pending.body()).isEqualTo("{\"packetId\":\"gala.3.2.0\"}");

    assertThat(edge.send(see(ALICE).header("Prefer", "wait=0")).statusCode()).isEqualTo(202);
    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(see(ALICE).header("Prefer", "wait=10"));
    edge.packetLog.put(won(188), 0);

    assertThat(waiting.join().body()).contains("\"state\":\"CLAIMED\"");
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldTellLaterWhatHasBecomeOfAClaim() {
    edge.packetLog.put(won(188), 0);
    edge.send(claim(ALICE, TOKEN));
    edge.packetLog.put(new Paid(PACKET, 0, 1, "T-1"), 0);

    assertThat(edge.send(claim(ALICE, TOKEN)).body()).contains("\"state\":\"PAID\"");
    assertThat(edge.send(see(ALICE)).body()).contains("\"state\":\"PAID\"");
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AQAAAAAAAAC8Mb7Z2afrayKsA3exeDYwaR"})
  void shouldRefuseAForgedTokenAndLogNothing(String token) {
    edge.packetLog.put(won(188), 0);

    assertThat(edge.send(claim(ALICE, token)).statusCode()).isEqualTo(403);
    assertThat(edge.packetLog.claims()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherUsersTicketAndLogNothing() {
    edge.packetLog.put(won(188), 0);

    assertThat(edge.send(claim(BOB, TOKEN)).statusCode()).isEqualTo(403);
    assertThat(edge.send(claim(BOB)).statusCode()).isEqualTo(403);
    assertThat(edge.send(see(BOB)).statusCode()).isEqualTo(403);
    assertThat(edge.packetLog.claims()).isEmpty();
  }

  @Test
  void shouldLookTheHolderUpWithoutAToken() {
    edge.answers.hold(ALICE, new HeldPacket(PACKET, "first", "cola", 188));
    assertThat(edge.send(see(ALICE)).body()).contains("\"state\":\"UNCLAIMED\"");
    assertThat(edge.send(claim(BOB)).statusCode()).isEqualTo(404);

    HttpResponse<String> pending = edge.send(claim(ALICE).header("Prefer", "wait=0"));
    assertThat(pending.statusCode()).isEqualTo(202);

    edge.packetLog.put(won(188), 0);
    assertThat(edge.send(claim(ALICE)).body()).contains("\"state\":\"CLAIMED\"");
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldNotLookTheHolderUpWhileTheCacheIsRebuilt() {
    edge.packetLog.put(won(188), 0);
    edge.answers.setRebuilding(true);
    assertThat(edge.send(claim(ALICE)).statusCode()).isEqualTo(503);
    assertThat(edge.send(see(ALICE)).statusCode()).isEqualTo(503);
    edge.answers.setMode(InMemoryAnswers.Mode.FAIL);
    assertThat(edge.send(claim(ALICE)).statusCode()).isEqualTo(503);
    assertThat(edge.packetLog.claims()).isEmpty();

    HttpResponse<String> logged = edge.send(claim(ALICE, TOKEN).header("Prefer", "wait=1"));

    assertThat(logged.statusCode()).as("a token needs no cache").isEqualTo(202);
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gala.3.2.9", "p-1", "gala", "gala.3.2.-1", "%20", "gala.3.2.00000"})
  void shouldKnowNoOtherPacket(String packetId) {
    HttpRequest.Builder claim =
        edge.requestOf(ALICE, "/v1/packets/" + packetId + "/claim").POST(BodyPublishers.noBody());

    assertThat(edge.send(claim).statusCode()).isEqualTo(404);
    assertThat(edge.send(edge.requestOf(ALICE, "/v1/packets/" + packetId)).statusCode())
        .isEqualTo(404);
    assertThat(edge.packetLog.claims()).isEmpty();
  }

  @Test
  void shouldSayThatAPacketIsExpiredOnceThatIsDecided() {
    edge.packetLog.put(won(188), 0);
    edge.packetLog.put(new Expire(PACKET), 2_000);

    HttpResponse<String> gone = edge.send(claim(ALICE, TOKEN));

    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("\"state\":\"EXPIRED\",\"amountFen\":188}");
    assertThat(edge.send(see(ALICE)).body()).contains("\"state\":\"EXPIRED\"");
  }

  @Test
  void shouldTellThatAClaimIsHeld() {
    edge.packetLog.put(won(188), 0);
    edge.packetLog.put(new Hold(PACKET, 0, new Note("ann", "")), 0);

    assertThat(edge.send(see(ALICE)).body()).contains("UNCLAIMED");
    assertThat(edge.send(claim(ALICE, TOKEN)).body()).contains("\"state\":\"HELD\"");
  }

  @Test
  void shouldStampTheRiskLevelOnAClaimAndRefuseNobody() {
    edge.packetLog.put(won(188), 0);
    block(ALICE);

    HttpResponse<String> held = edge.send(claim(ALICE, TOKEN));

    assertThat(held.statusCode()).isEqualTo(200);
    assertThat(held.body()).contains("\"state\":\"HELD\"");
    assertThat(((Claim) edge.packetLog.claims().get(0)).riskLevel()).isEqualTo(RiskLevel.BLOCK);
  }

  @Test
  void shouldRefusePacketsOfAShadowShowAndLogNothing() {
    edge.follow(
        PlanFixture.aPlan().ofShow("rehearsal").numbered(7).ofKind(ShowKind.shadowFor("crew")));
    String packetId = "rehearsal.3.2.0";
    edge.answers.hold(ALICE, new HeldPacket(packetId, "first", "cola", 188));
    String token = new ClaimTokens(TestEdge.KEYS).ofPacket("rehearsal", packetId, ALICE, 188);
    HttpRequest.Builder claim =
        edge.requestOf(ALICE, "/v1/packets/" + packetId + "/claim")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"));

    assertThat(edge.send(claim).statusCode()).isEqualTo(403);
    assertThat(edge.packetLog.claims()).isEmpty();
  }

  @Test
  void shouldSayWhatTheLogHasNotTaken() {
    edge.packetLog.setMode(InMemoryPacketLog.Mode.REFUSE);
    HttpResponse<String> refused = edge.send(claim(ALICE, TOKEN));
    edge.packetLog.setMode(InMemoryPacketLog.Mode.LOSE);
    HttpResponse<String> lost = edge.send(claim(ALICE, TOKEN));
    edge.packetLog.setMode(InMemoryPacketLog.Mode.HOLD);
    HttpResponse<String> late = edge.send(claim(ALICE, TOKEN).header("Prefer", "wait=1"));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(lost.statusCode()).isEqualTo(503);
    assertThat(late.statusCode()).isEqualTo(503);
  }

  @Test
  void shouldTakeClaimsWhileShakesTakeAllPlaces() {
    EdgeBounds bounds = new EdgeBounds(1_000, 3, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 4_096);
    try (TestEdge full = new TestEdge(bounds)) {
      full.packetLog.put(won(188), 0);
      full.log.setMode(InMemoryShakeLog.Mode.HOLD);
      List<CompletableFuture<HttpResponse<String>>> shakes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        shakes.add(full.sendAsync(full.shakeOf("u" + i).header("Prefer", "wait=10")));
      }
      await().until(() -> full.log.shakes().size() == 3);

      assertThat(full.send(full.shakeOf("u3")).statusCode()).isEqualTo(503);
      assertThat(full.send(claim(full, ALICE, TOKEN)).statusCode()).isEqualTo(200);
      assertThat(full.send(full.requestOf(ALICE, "/v1/packets")).statusCode()).isEqualTo(200);
      full.log.releaseAll();
      assertThat(shakes).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"token\":1}", "{\"other\":\"x\"}", "{"})
  void shouldRefuseABodyThatIsNone(String body) {
    HttpRequest.Builder claim =
        edge.requestOf(ALICE, "/v1/packets/" + PACKET + "/claim")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));

    assertThat(edge.send(claim).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAskForATicketFirst() {
    HttpRequest.Builder claim =
        edge.request("/v1/packets/" + PACKET + "/claim").POST(BodyPublishers.noBody());

    assertThat(edge.send(claim).statusCode()).isEqualTo(401);
    assertThat(edge.send(edge.request("/v1/packets/" + PACKET)).statusCode()).isEqualTo(401);
  }

  @Test
  void shouldGiveAShareToTheFirstFriendOnceTheWinnerHasClaimed() {
    edge.packetLog.put(won(100, 50, 38), 0);
    assertThat(edge.send(share("carol", 1)).statusCode()).isEqualTo(409);
    assertThat(edge.packetLog.claims()).as("nothing is logged ahead of time").isEmpty();

    assertThat(edge.send(claim(ALICE, TOKEN)).body())
        .contains("\"amountFen\":100,\"shares\":[{\"share\":1,")
        .contains(new ClaimTokens(TestEdge.KEYS).ofShare("gala", PACKET, 1));
    HttpResponse<String> taken = edge.send(share("carol", 1));

    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body())
        .isEqualTo(
            "{\"packetId\":\"gala.3.2.0\",\"share\":1,\"state\":\"CLAIMED\",\"amountFen\":50}");
    assertThat(edge.send(share("carol", 1)).statusCode()).isEqualTo(200);
    assertThat(edge.send(see("carol")).body()).contains("\"share\":1");
    assertThat(edge.send(share("dave", 1)).body()).contains("somebody else");
    assertThat(edge.send(share("carol", 2)).body()).contains("already");
    assertThat(edge.send(share(ALICE, 2)).body()).contains("already");
    assertThat(edge.packetLog.claims()).hasSize(2);
    assertThat(edge.packetLog.claims().get(1)).isInstanceOf(Share.class);
  }

  @Test
  void shouldRefuseAShareThatNobodyCanTake() {
    edge.packetLog.put(won(100, 50, 38), 0);
    block(ALICE);
    edge.send(claim(ALICE, TOKEN));

    assertThat(edge.send(share("carol", 1)).statusCode()).as("held").isEqualTo(409);
    HttpRequest.Builder forged =
        edge.requestOf("carol", "/v1/shares/AgFnYWxhLjMuMi4wlIlPOFOkn5j3I2eyhQ2PyA/claim")
            .POST(BodyPublishers.noBody());
    assertThat(edge.send(forged).statusCode()).isEqualTo(404);
    assertThat(edge.packetLog.claims()).hasSize(1);
  }

  @Test
  void shouldReadAListOnceBetweenWavesAndWherePacketsStandEachTime() {
    edge.clock.moveTo(PlanFixture.FIRST.quietAtMillis());
    edge.packetLog.put(won(188), 0);
    edge.answers.hold(ALICE, new HeldPacket(PACKET, "first", "cola", 188));

    String unclaimed = edge.send(edge.requestOf(ALICE, "/v1/packets")).body();
    edge.send(claim(ALICE, TOKEN));
    String claimed = edge.send(edge.requestOf(ALICE, "/v1/packets")).body();

    assertThat(unclaimed).contains("\"state\":\"UNCLAIMED\"");
    assertThat(claimed).contains("\"state\":\"CLAIMED\"");
    assertThat(edge.answers.timesPacketsAsked()).isEqualTo(1);
    assertThat(edge.metrics())
        .contains("hongbao_edge_packet_lists_total{from=\"cache\"} 1.0")
        .contains("hongbao_edge_packet_lists_total{from=\"memory\"} 1.0")
        .contains("hongbao_edge_packet_lists_total{from=\"shared\"} 0.0");
  }

  @Test
  void shouldCountClaims() {
    edge.packetLog.put(won(188), 0);
    edge.send(claim(ALICE, TOKEN));
    edge.send(claim(ALICE, TOKEN));

    // A phone may hear its reply before the edge has counted that it waits no more.
    edge.awaitMetric("hongbao_edge_claims_waiting 0.0");
    assertThat(edge.metrics())
        .contains("hongbao_edge_claims_logged_total{of=\"packet\"} 1.0")
        .contains("hongbao_edge_claims_repeated_total 1.0")
        .contains("hongbao_edge_claims_replies_total{result=\"OK\"} 2.0")
        .contains("hongbao_edge_claim_decision_seconds_count 2");
  }

  private void block(String user) {
    VerdictRecord verdict =
        new VerdictRecord(
            EntityKind.USER, user, RiskLevel.BLOCK, TestEdge.NOW_MILLIS + 60_000, "bots", 1);
    edge.verdicts.accept(null, verdict.encode());
  }

  private static Won won(long... fen) {
    List<Long> shares = new ArrayList<>();
    for (long share : fen) {
      shares.add(share);
    }
    return new Won(PACKET, ALICE, "cola", shares, 1_000, ClaimTerms.DEFAULT, false);
  }

  private HttpRequest.Builder claim(String user) {
    return edge.requestOf(user, "/v1/packets/" + PACKET + "/claim").POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder claim(String user, String token) {
    return claim(edge, user, token);
  }

  private static HttpRequest.Builder claim(TestEdge at, String user, String token) {
    return at.requestOf(user, "/v1/packets/" + PACKET + "/claim")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"));
  }

  private HttpRequest.Builder see(String user) {
    return edge.requestOf(user, "/v1/packets/" + PACKET);
  }

  private HttpRequest.Builder share(String user, int share) {
    String token = new ClaimTokens(TestEdge.KEYS).ofShare("gala", PACKET, share);
    return edge.requestOf(user, "/v1/shares/" + token + "/claim").POST(BodyPublishers.noBody());
  }
}
