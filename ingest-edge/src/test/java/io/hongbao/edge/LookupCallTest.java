package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/shakes/{shakeId}} and {@code GET /v1/packets}, over real HTTP. */
class LookupCallTest {

  private static final String ALICE = "alice";
  private static final String CURRENT = "/v1/shakes/" + TestEdge.currentTurnOf(ALICE);

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private HttpRequest.Builder lookUp() {
    return edge.requestOf(ALICE, CURRENT);
  }

  @Test
  void shouldFindAnAnswerInTheCache() {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    HttpResponse<String> found = edge.send(lookUp());

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("\"result\":\"MISS\"");
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldAnswerFromHereWhatWasAnsweredOnceThoughTheCacheIsAway() {
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    HttpResponse<String> first = edge.send(edge.shakeOf(ALICE));
    edge.answers.setMode(InMemoryAnswers.Mode.SILENT);
    HttpResponse<String> again = edge.send(lookUp());

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void shouldSayPendingForAShakeThatThisEdgeHasLogged() {
    edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=0"));

    HttpResponse<String> pending = edge.send(lookUp().header("Prefer", "wait=0"));

    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(pending.headers().firstValue("Location")).hasValue(CURRENT);
  }

  @Test
  void shouldWaitForTheAnswerToAPendingShake() {
    edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=0"));

    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(lookUp().header("Prefer", "wait=10"));
    await().until(() -> edge.admin("/metrics").body().contains("hongbao_edge_waiting 1.0"));
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.LIMITED_ENTERPRISE);

    assertThat(waiting.join().body()).contains("\"result\":\"LIMITED\",\"reason\":\"ENTERPRISE\"");
  }

  @Test
  void shouldWaitForAShakeThatAnotherEdgeMayHaveLogged() {
    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(lookUp().header("Prefer", "wait=10"));
    await().until(() -> edge.answers.timesAsked(TestEdge.currentKeyOf(ALICE)) > 1);
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    assertThat(waiting.join().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotKnowAShakeThatNobodyHasAnAnswerTo() {
    HttpResponse<String> atOnce = edge.send(lookUp().header("Prefer", "wait=0"));
    HttpResponse<String> later = edge.send(lookUp().header("Prefer", "wait=1"));

    assertThat(atOnce.statusCode()).isEqualTo(404);
    assertThat(later.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNotWaitForATurnThatCanNoLongerBeUsed() {
    HttpResponse<String> unknown =
        edge.send(edge.requestOf(ALICE, "/v1/shakes/first-3").header("Prefer", "wait=10"));

    assertThat(unknown.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAskToAskAgainWhileTheCacheIsAway() {
    edge.answers.setMode(InMemoryAnswers.Mode.FAIL);

    HttpResponse<String> away = edge.send(lookUp());

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void shouldAskToAskAgainWhenTheCacheSaysNothing() {
    edge.answers.setMode(InMemoryAnswers.Mode.SILENT);

    HttpResponse<String> silent = edge.send(lookUp().header("Prefer", "wait=1"));

    assertThat(silent.statusCode()).isEqualTo(503);
  }

  @Test
  void shouldAskToAskAgainForAShakeThatIsNotAcknowledged() {
    edge.log.setMode(InMemoryShakeLog.Mode.HOLD);
    edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=1"));

    HttpResponse<String> uncertain = edge.send(lookUp().header("Prefer", "wait=1"));

    assertThat(uncertain.statusCode()).isEqualTo(503);
  }

  @Test
  void shouldListWhatAUserHolds() {
    edge.answers.hold(
        ALICE,
        new HeldPacket("p-1", "first", "cola", 188),
        new HeldPacket("p-2", "first", "tea", 1));

    HttpResponse<String> packets = edge.send(edge.requestOf(ALICE, "/v1/packets"));

    assertThat(packets.statusCode()).isEqualTo(200);
    assertThat(packets.body())
        .isEqualTo(
            """
            {"packets":[\
            {"packetId":"p-1","wave":"first","enterprise":"cola","amountFen":188,\
            "state":"UNCLAIMED","token":"FIRST"},\
            {"packetId":"p-2","wave":"first","enterprise":"tea","amountFen":1,\
            "state":"UNCLAIMED","token":"SECOND"}]}"""
                .replace("FIRST", TestEdge.tokenOf(ALICE, "p-1", 188))
                .replace("SECOND", TestEdge.tokenOf(ALICE, "p-2", 1)));
  }

  @Test
  void shouldListNothingForWhoHoldsNothingWithoutAskingWhereNothingStands() {
    assertThat(edge.send(edge.requestOf(ALICE, "/v1/packets")).body())
        .isEqualTo("{\"packets\":[]}");
    assertThat(edge.answers.timesPacketsAsked()).isEqualTo(1);
    assertThat(edge.answers.timesStandingsAsked()).isZero();
  }

  @Test
  void shouldListAPacketThatIsToldBetweenWaves() {
    ShakeId shake = new ShakeId("first", 3);
    edge.clock.moveTo(PlanFixture.FIRST.quietAtMillis());
    assertThat(edge.send(edge.requestOf(ALICE, "/v1/packets")).body())
        .isEqualTo("{\"packets\":[]}");

    edge.answers.hold(ALICE, new HeldPacket("gala.3.2.0", "first", "cola", 188));
    edge.answers.put(
        new AnswerKey(PlanFixture.SHOW, ALICE, shake),
        new Outcome.Packet("gala.3.2.0", "cola", 188));
    edge.send(edge.requestOf(ALICE, "/v1/shakes/" + shake));

    assertThat(edge.send(edge.requestOf(ALICE, "/v1/packets")).body()).contains("gala.3.2.0");
  }

  @Test
  void shouldNeverListNothingWhileTheListIsRebuiltOrAway() {
    edge.answers.setRebuilding(true);
    HttpResponse<String> rebuilding = edge.send(edge.requestOf(ALICE, "/v1/packets"));
    edge.answers.setMode(InMemoryAnswers.Mode.FAIL);
    HttpResponse<String> away = edge.send(edge.requestOf(ALICE, "/v1/packets"));

    assertThat(rebuilding.statusCode()).isEqualTo(503);
    assertThat(rebuilding.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(away.statusCode()).isEqualTo(503);
  }
}
