package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Logged;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.packets.PacketsSpread;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ShakeRecord;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/shakes}, over real HTTP. */
class ShakeCallTest {

  private static final String ALICE = "alice";
  private static final int STATUS_ANSWERED = 200;
  private static final int STATUS_PENDING = 202;

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private static String nextShakeOf(String user) {
    long hash = UserHash.of(user);
    int turn = PlanFixture.FIRST.turnAt(TestEdge.NOW_MILLIS, hash);
    return Long.toString(
        PlanFixture.FIRST.turnStartsAtMillis(turn + 1, hash) - TestEdge.NOW_MILLIS);
  }

  /** How long after a wave's close a user looks at the packets. */
  private static long momentOf(String user) {
    return UserHash.phaseMillis(UserHash.of(user), 60_000);
  }

  @Test
  void shouldAnswerWithThePacketThatWasWon() {
    edge.answers.put(
        TestEdge.currentKeyOf(ALICE), new Outcome.Packet("first-cola-17", "cola", 188));

    HttpResponse<String> answer = edge.send(edge.shakeOf(ALICE));

    assertThat(answer.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
            {"plan":1,"policy":0,"shakeId":"%s","result":"PACKET",\
            "packet":{"packetId":"first-cola-17","enterprise":"cola","amountFen":188,"token":"%s"},\
            "resources":{"logo":"cola-logo","background":"cola-night"},"nextShakeAfterMs":%s}""",
                TestEdge.currentTurnOf(ALICE),
                TestEdge.tokenOf(ALICE, "first-cola-17", 188),
                nextShakeOf(ALICE)));
  }

  @Test
  void shouldLogTheShakeInTheUsersBucketAndPartition() {
    edge.answers.putForAll(Outcome.MISS);

    edge.send(edge.shakeOf(ALICE));

    int bucket = UserHash.bucket(UserHash.of(ALICE), PlanFixture.BUCKETS);
    ShakeRecord expected =
        new ShakeRecord(
            new BucketKey(PlanFixture.SHOW, bucket),
            ALICE,
            TestEdge.currentTurnOf(ALICE),
            1,
            TestEdge.NOW_MILLIS,
            "edge-1",
            "",
            "127.0.0.1",
            RiskLevel.NONE,
            0,
            false);
    assertThat(edge.log.records()).contains(new Logged(bucket % PlanFixture.PARTITIONS, expected));
    assertThat(edge.log.shakes()).containsExactly(expected);
  }

  @Test
  void shouldTakeAnEmptyObjectForTheCurrentTurn() {
    edge.answers.putForAll(Outcome.MISS);

    HttpResponse<String> answer =
        edge.send(
            edge.requestOf(ALICE, "/v1/shakes")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(answer.body()).contains("\"shakeId\":\"" + TestEdge.currentTurnOf(ALICE) + "\"");
  }

  @Test
  void shouldLogATurnThatMayStillBeNamed() {
    edge.answers.putForAll(Outcome.MISS);
    ShakeId before = new ShakeId("first", TestEdge.currentTurnOf(ALICE).turn() - 2);

    HttpResponse<String> answer = edge.send(edge.shakeOf(ALICE, before.toString()));

    assertThat(answer.body())
        .isEqualTo(
            "{\"plan\":1,\"policy\":0,\"shakeId\":\""
                + before
                + "\",\"result\":\"MISS\",\"nextShakeAfterMs\":0}");
    assertThat(edge.log.shakes()).extracting(ShakeRecord::shakeId).containsExactly(before);
  }

  @Test
  void shouldOnlyLookUpAnOlderTurn() {
    ShakeId old = new ShakeId("first", 3);
    edge.answers.put(new AnswerKey(PlanFixture.SHOW, ALICE, old), Outcome.LIMITED_USER);

    HttpResponse<String> known = edge.send(edge.shakeOf(ALICE, "first-3"));
    HttpResponse<String> unknown = edge.send(edge.shakeOf(ALICE, "first-4"));

    assertThat(known.body())
        .isEqualTo(
            "{\"plan\":1,\"policy\":0,\"shakeId\":\"first-3\",\"result\":\"LIMITED\",\"reason\":\"USER\","
                + "\"nextShakeAfterMs\":0}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldSayClosedWithTheNextOpeningWhileNoWaveIsOpen() {
    edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis() + 1_000);

    HttpResponse<String> answer = edge.send(edge.shakeOf(ALICE));

    assertThat(answer.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(answer.body())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "{\"plan\":1,\"policy\":0,\"result\":\"CLOSED\",\"nextOpensAtMs\":%d,\"nextShakeAfterMs\":299000,"
                    + "\"packetsAfterMs\":%d}",
                PlanFixture.SECOND.opensAtMillis(),
                momentOf(ALICE)));
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldSayClosedWithoutAnOpeningWhenTheLastWaveIsOver() {
    edge.clock.moveTo(PlanFixture.SECOND.closesAtMillis());

    HttpResponse<String> answer = edge.send(edge.shakeOf(ALICE));

    assertThat(answer.body())
        .isEqualTo(
            "{\"plan\":1,\"policy\":0,\"result\":\"CLOSED\",\"packetsAfterMs\":"
                + momentOf(ALICE)
                + "}");

    edge.clock.moveTo(PlanFixture.SECOND.closesAtMillis() + 60_000);
    assertThat(edge.send(edge.shakeOf(ALICE)).body())
        .isEqualTo("{\"plan\":1,\"policy\":0,\"result\":\"CLOSED\"}");
  }

  @Test
  void shouldTellTheLastAnswersOfAWaveWhenToLookAtThePackets() {
    edge.answers.putForAll(Outcome.MISS);
    long closesAtMillis = PlanFixture.FIRST.closesAtMillis();
    long hash = UserHash.of(ALICE);
    int last = PlanFixture.FIRST.turnAt(closesAtMillis - 1, hash);
    long lastStartsAtMillis = PlanFixture.FIRST.turnStartsAtMillis(last, hash);

    edge.clock.moveTo(lastStartsAtMillis - 1);
    String before = edge.send(edge.shakeOf(ALICE)).body();
    edge.clock.moveTo(lastStartsAtMillis);
    String inTheLastTurn = edge.send(edge.shakeOf(ALICE)).body();
    edge.clock.moveTo(closesAtMillis + 2_000);
    String postedAgain = edge.send(edge.shakeOf(ALICE, "first-" + last)).body();
    String lookedUp = edge.send(edge.requestOf(ALICE, "/v1/shakes/first-" + last)).body();

    assertThat(before).endsWith("\"nextShakeAfterMs\":1}");
    long untilClose = closesAtMillis - lastStartsAtMillis;
    assertThat(inTheLastTurn)
        .endsWith("\"packetsAfterMs\":" + (untilClose + momentOf(ALICE)) + "}");
    assertThat(postedAgain).endsWith("\"packetsAfterMs\":" + momentOf(ALICE) + "}");
    assertThat(lookedUp).isEqualTo(postedAgain);
  }

  @Test
  void shouldTellNobodyWhenToLookAtThePacketsWithoutAWindow() {
    try (TestEdge other =
        new TestEdge(TestEdge.settings("edge-1").withPacketsSpread(new PacketsSpread(0)))) {
      other.clock.moveTo(PlanFixture.SECOND.closesAtMillis());

      assertThat(other.send(other.shakeOf(ALICE)).body())
          .isEqualTo("{\"plan\":1,\"policy\":0,\"result\":\"CLOSED\"}");
    }
  }

  @Test
  void shouldAcceptOnlyAfterTheAcknowledgement() {
    edge.log.setMode(Mode.HOLD);

    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(edge.shakeOf(ALICE).header("Prefer", "wait=0"));
    await().until(() -> edge.log.shakes().size() == 1);
    boolean wasDoneBefore = waiting.isDone();
    edge.log.releaseAll();
    HttpResponse<String> accepted = waiting.join();

    assertThat(wasDoneBefore).isFalse();
    assertThat(accepted.statusCode()).isEqualTo(STATUS_PENDING);
    assertThat(accepted.headers().firstValue("Location"))
        .hasValue("/v1/shakes/" + TestEdge.currentTurnOf(ALICE));
    assertThat(accepted.body())
        .isEqualTo("{\"shakeId\":\"" + TestEdge.currentTurnOf(ALICE) + "\"}");
  }

  @Test
  void shouldAcceptWhenTheWaitIsOverWithoutAnAnswer() {
    HttpResponse<String> accepted = edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=1"));

    assertThat(accepted.statusCode()).isEqualTo(STATUS_PENDING);
  }

  @Test
  void shouldAskToAskAgainWhenTheAcknowledgementDoesNotCome() {
    edge.log.setMode(Mode.HOLD);

    HttpResponse<String> uncertain = edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=1"));

    assertThat(uncertain.statusCode()).isEqualTo(503);
    assertThat(uncertain.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(uncertain.body()).doesNotContain("BUSY");
  }

  @Test
  void shouldAskToAskAgainWhenTheFateOfTheShakeIsUnknown() {
    edge.log.setMode(Mode.LOSE);

    HttpResponse<String> uncertain = edge.send(edge.shakeOf(ALICE));
    edge.log.setMode(Mode.ACKNOWLEDGE);
    edge.answers.putForAll(Outcome.MISS);
    HttpResponse<String> again = edge.send(edge.shakeOf(ALICE));

    assertThat(uncertain.statusCode()).isEqualTo(503);
    assertThat(uncertain.body()).doesNotContain("BUSY");
    assertThat(again.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(edge.log.shakes()).hasSize(2);
  }

  @Test
  void shouldSayBusyWhenNothingWasSent() {
    edge.log.setMode(Mode.REFUSE);

    HttpResponse<String> busy = edge.send(edge.shakeOf(ALICE));

    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(busy.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(busy.body()).contains("\"result\":\"BUSY\"");
    assertThat(edge.log.shakes()).isEmpty();
  }

  @Test
  void shouldLogOneRecordForAHundredPostsOfOneTurnAndGiveAHundredEqualAnswers() {
    edge.log.setMode(Mode.HOLD);

    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, 100)
            .mapToObj(i -> edge.sendAsync(edge.shakeOf(ALICE).header("Prefer", "wait=10")))
            .toList();
    await().until(() -> edge.admin("/metrics").body().contains("hongbao_edge_waiting 100.0"));
    edge.answers.putForAll(new Outcome.Packet("p-1", "tea", 1));
    edge.log.releaseAll();
    List<String> answers =
        waiting.stream().map(CompletableFuture::join).map(HttpResponse::body).toList();

    assertThat(edge.log.shakes()).hasSize(1);
    assertThat(answers)
        .hasSize(100)
        .containsOnly(
            String.format(
                Locale.ROOT,
                """
            {"plan":1,"policy":0,"shakeId":"%s","result":"PACKET",\
            "packet":{"packetId":"p-1","enterprise":"tea","amountFen":1,"token":"%s"},\
            "nextShakeAfterMs":%s}""",
                TestEdge.currentTurnOf(ALICE),
                TestEdge.tokenOf(ALICE, "p-1", 1),
                nextShakeOf(ALICE)));
  }

  @Test
  void shouldAnswerARepeatFromHereAndTellItsNumberWithTheNextShake() {
    edge.answers.putForAll(Outcome.MISS);
    ShakeId earlier = new ShakeId("first", TestEdge.currentTurnOf(ALICE).turn() - 1);

    edge.send(edge.shakeOf(ALICE, earlier.toString()));
    edge.answers.setMode(InMemoryAnswers.Mode.FAIL);
    HttpResponse<String> repeat = edge.send(edge.shakeOf(ALICE, earlier.toString()));
    edge.send(edge.shakeOf(ALICE, earlier.toString()));
    edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=0"));

    assertThat(repeat.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(edge.log.shakes()).extracting(ShakeRecord::repeats).containsExactly(0, 2);
  }

  @Test
  void shouldTellWhenTheBucketIsClosedAndLogTheNextTry() {
    edge.answers.close(TestEdge.currentKeyOf(ALICE));

    HttpResponse<String> closed = edge.send(edge.shakeOf(ALICE));
    CompletableFuture<HttpResponse<String>> again = edge.sendAsync(edge.shakeOf(ALICE));
    await().until(() -> edge.log.shakes().size() == 2);
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    assertThat(closed.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(closed.body())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "{\"plan\":1,\"policy\":0,\"shakeId\":\"%s\",\"result\":\"CLOSED\",\"nextShakeAfterMs\":1000}",
                TestEdge.currentTurnOf(ALICE)));
    assertThat(again.join().body()).contains("\"result\":\"MISS\"");
    assertThat(edge.log.shakes()).hasSize(2);
  }

  @Test
  void shouldAnswerThoughTheBucketWasClosedWhenAWaitingPhonesShakeCame() {
    edge.answers.close(TestEdge.currentKeyOf(ALICE));

    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(edge.shakeOf(ALICE).header("Prefer", "wait=10"));
    await().until(() -> edge.log.shakes().size() == 1);
    edge.clock.moveTo(TestEdge.NOW_MILLIS + 1_000);
    await().until(() -> edge.log.shakes().size() == 2);
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    assertThat(waiting.join().body()).contains("\"result\":\"MISS\"");
  }

  @Test
  void shouldTellTheNumberOfThePlanThatIsInForceWhenTheAnswerComes() {
    edge.follow(PlanFixture.aPlan().numbered(2).activeFrom(TestEdge.NOW_MILLIS + 100));

    CompletableFuture<HttpResponse<String>> waiting =
        edge.sendAsync(edge.shakeOf(ALICE).header("Prefer", "wait=10"));
    await().until(() -> edge.log.shakes().size() == 1);
    edge.clock.moveTo(TestEdge.NOW_MILLIS + 100);
    edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);

    assertThat(waiting.join().body()).startsWith("{\"plan\":2,\"policy\":0,\"shakeId\":");
  }

  @Test
  void shouldAcceptWhileTheCacheIsAway() {
    edge.answers.setMode(InMemoryAnswers.Mode.FAIL);

    HttpResponse<String> accepted = edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=1"));
    edge.answers.putForAll(Outcome.MISS);
    edge.answers.setMode(InMemoryAnswers.Mode.ANSWER);
    HttpResponse<String> answered = edge.send(edge.shakeOf(ALICE));

    assertThat(accepted.statusCode()).isEqualTo(STATUS_PENDING);
    assertThat(answered.statusCode()).isEqualTo(STATUS_ANSWERED);
    assertThat(edge.log.shakes()).hasSize(1);
  }

  @Test
  void shouldFollowTheNextPlanFromItsActivationOn() {
    edge.answers.putForAll(Outcome.MISS);
    edge.follow(PlanFixture.aPlan().numbered(2).activeFrom(TestEdge.NOW_MILLIS + 100));

    edge.send(edge.shakeOf(ALICE));
    edge.clock.moveTo(TestEdge.NOW_MILLIS + 100);
    edge.send(edge.shakeOf("bob"));

    assertThat(edge.log.shakes()).extracting(ShakeRecord::planNumber).containsExactly(1L, 2L);
  }

  @Test
  void shouldStampTheAddressThatATrustedProxyNames() {
    edge.send(
        edge.shakeOf(ALICE).header("X-Forwarded-For", "203.0.113.9").header("Prefer", "wait=0"));

    assertThat(edge.log.shakes()).extracting(ShakeRecord::address).containsExactly("203.0.113.9");
  }

  @Test
  void shouldServeManyTurnsOverOneConnection() {
    edge.answers.putForAll(Outcome.MISS);

    for (int i = 0; i < 200; i++) {
      assertThat(edge.send(edge.shakeOf("user-" + i)).statusCode()).isEqualTo(STATUS_ANSWERED);
    }

    assertThat(edge.log.shakes()).hasSize(200);
  }
}
