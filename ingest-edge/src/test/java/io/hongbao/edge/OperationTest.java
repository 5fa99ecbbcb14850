package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.ModeRecord;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Load, draining, the admin port, the show and the page, over real HTTP. */
class OperationTest {

  private static final String ALICE = "alice";

  private static EdgeBounds bounds(int maxWaiting, int maxPending) {
    return new EdgeBounds(1_000, maxWaiting, maxPending, 1_000, 1_000, 1_000, 1_000, 1_000, 4_096);
  }

  @Test
  void shouldSayBusyAndLogNothingWhileTooManyShakesArePending() {
    try (TestEdge edge = new TestEdge(bounds(100, 2))) {
      edge.send(edge.shakeOf("u1").header("Prefer", "wait=0"));
      edge.send(edge.shakeOf("u2").header("Prefer", "wait=0"));

      HttpResponse<String> busy = edge.send(edge.shakeOf("u3"));
      HttpResponse<String> known = edge.send(edge.shakeOf("u2").header("Prefer", "wait=0"));

      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.body()).contains("\"result\":\"BUSY\"");
      assertThat(known.statusCode()).isEqualTo(202);
      assertThat(edge.log.shakes()).hasSize(2);
    }
  }

  @Test
  void shouldSayBusyAndLogNothingWhileTooManyRequestsWait() {
    try (TestEdge edge = new TestEdge(bounds(2, 100))) {
      edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
      edge.send(edge.shakeOf(ALICE));
      edge.log.setMode(Mode.HOLD);
      List<CompletableFuture<HttpResponse<String>>> waiting =
          List.of(
              edge.sendAsync(edge.shakeOf("u1").header("Prefer", "wait=10")),
              edge.sendAsync(edge.shakeOf("u2").header("Prefer", "wait=10")));
      await().until(() -> edge.log.shakes().size() == 3);

      HttpResponse<String> busy = edge.send(edge.shakeOf("u3"));
      HttpResponse<String> joining = edge.send(edge.shakeOf("u1"));
      HttpResponse<String> lookup = edge.send(edge.requestOf("u1", "/v1/shakes/first-16"));
      HttpResponse<String> held = edge.send(edge.shakeOf(ALICE));
      edge.log.releaseAll();
      waiting.forEach(CompletableFuture::join);

      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.body()).contains("\"result\":\"BUSY\"");
      assertThat(joining.statusCode()).isEqualTo(503);
      assertThat(joining.body()).doesNotContain("BUSY");
      assertThat(lookup.statusCode()).as("has a place that shakes do not take").isEqualTo(404);
      assertThat(held.statusCode()).isEqualTo(200);
      assertThat(edge.log.shakes()).hasSize(3);
    }
  }

  @Test
  void shouldStayResponsiveWhileTheLogAcknowledgesNothing() {
    try (TestEdge edge = new TestEdge()) {
      edge.answers.put(TestEdge.currentKeyOf(ALICE), Outcome.MISS);
      edge.send(edge.shakeOf(ALICE));
      edge.log.setMode(Mode.HOLD);
      List<CompletableFuture<HttpResponse<String>>> waiting =
          IntStream.range(0, 100)
              .mapToObj(i -> edge.sendAsync(edge.shakeOf("u" + i).header("Prefer", "wait=10")))
              .toList();
      await().until(() -> edge.log.shakes().size() == 101);

      for (int i = 0; i < 10; i++) {
        assertThat(edge.admin("/livez").statusCode()).isEqualTo(200);
        assertThat(edge.send(edge.requestOf(ALICE, "/v1/shakes/" + TestEdge.currentTurnOf(ALICE))))
            .extracting(HttpResponse::statusCode)
            .isEqualTo(200);
      }
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      edge.answers.putForAll(Outcome.MISS);
      edge.log.releaseAll();

      assertThat(waiting).allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
    }
  }

  @Test
  void shouldAnswerWhatIsInFlightAndLogNothingNewWhileDraining() {
    TestEdge edge = new TestEdge();
    edge.log.setMode(Mode.HOLD);
    CompletableFuture<HttpResponse<String>> inFlight =
        edge.sendAsync(edge.shakeOf(ALICE).header("Prefer", "wait=10"));
    await().until(() -> edge.log.shakes().size() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(edge.edge::close);
    await().until(() -> !edge.edge.isReady());
    HttpResponse<String> ready = edge.admin("/readyz");
    HttpResponse<String> refused = edge.send(edge.shakeOf("bob"));
    edge.answers.putForAll(Outcome.MISS);
    edge.log.releaseAll();
    HttpResponse<String> answered = inFlight.join();
    closing.join();

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("draining");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"result\":\"BUSY\"");
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(edge.log.shakes()).hasSize(1);
    assertThat(edge.log.isClosed()).isTrue();
  }

  @Test
  void shouldBeReadyOnlyWhenEverythingIs() {
    try (TestEdge edge = new TestEdge()) {
      await().until(() -> edge.admin("/readyz").statusCode() == 200);

      edge.notCaughtUp = List.of("show");
      HttpResponse<String> notRead = edge.admin("/readyz");
      edge.notCaughtUp = List.of();
      edge.cacheProblems = List.of("Redis has maxmemory-policy allkeys-lru");
      HttpResponse<String> cacheUnsafe = edge.admin("/readyz");
      edge.cacheProblems = List.of();
      edge.log.clockCheck().observe(1_000, 1_010, 2_000);
      HttpResponse<String> clockOff = edge.admin("/readyz");
      edge.log.clockCheck().observe(1_000, 1_010, 1_005);
      edge.log.setPartitions(0);
      await().until(() -> !edge.edge.isReady());
      HttpResponse<String> noLog = edge.admin("/readyz");

      assertThat(notRead.statusCode()).isEqualTo(503);
      assertThat(notRead.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(notRead.body()).contains("topic show is not read to its end");
      assertThat(cacheUnsafe.statusCode()).isEqualTo(503);
      assertThat(cacheUnsafe.body()).contains("Redis has maxmemory-policy allkeys-lru");
      assertThat(clockOff.statusCode()).isEqualTo(503);
      assertThat(clockOff.body()).contains("ahead by 990 to 1000 ms");
      assertThat(noLog.statusCode()).isEqualTo(503);
      assertThat(edge.admin("/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldCountWhatItDoes() {
    try (TestEdge edge = new TestEdge()) {
      edge.answers.putForAll(Outcome.MISS);
      edge.send(edge.shakeOf(ALICE));
      edge.send(edge.request("/v1/shakes").POST(BodyPublishers.noBody()));
      edge.log.setMode(Mode.REFUSE);
      edge.send(edge.shakeOf("bob"));
      edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis());
      edge.send(edge.shakeOf(ALICE));

      HttpResponse<String> metrics = edge.admin("/metrics");

      assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body())
          .contains("hongbao_edge_shakes_logged_total 1.0")
          .contains("hongbao_edge_answers_total{result=\"MISS\"} 1.0")
          .contains("hongbao_edge_answers_total{result=\"BUSY\"} 1.0")
          .contains("hongbao_edge_answers_total{result=\"CLOSED\"} 1.0")
          .contains("hongbao_edge_refusals_total{gate=\"ticket\"} 1.0")
          .contains("hongbao_edge_refusals_total{gate=\"open wave\"} 1.0")
          .contains("hongbao_edge_acknowledgement_seconds_count 1")
          .contains("hongbao_edge_answer_seconds_bucket{le=")
          .contains("hongbao_edge_pending 0.0");
      assertThat(edge.admin("/v1/show").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldTickSoThatAQuietLogHasAClock() {
    try (TestEdge edge = new TestEdge()) {
      await().until(() -> edge.log.records().size() >= 2);

      assertThat(edge.log.records().subList(0, 2))
          .extracting(logged -> logged.partition())
          .containsExactly(0, 1);
    }
  }

  @Test
  void shouldShowTheShowAsItIsNow() throws IOException {
    try (TestEdge edge = new TestEdge()) {
      JsonNode show = new ObjectMapper().readTree(edge.send(edge.request("/v1/show")).body());

      assertThat(show.get("show").asText()).isEqualTo(PlanFixture.SHOW);
      assertThat(show.get("serverTimeMs").asLong()).isEqualTo(TestEdge.NOW_MILLIS);
      assertThat(show.get("running").asText()).isEqualTo("first");
    }
  }

  @Test
  void shouldAskToAskAgainWhileNoShowIsKnown() {
    try (TestEdge edge = new TestEdge()) {
      edge.forget(PlanFixture.aPlan());

      assertThat(edge.send(edge.request("/v1/show")).statusCode()).isEqualTo(503);
      assertThat(edge.send(edge.shakeOf(ALICE)).statusCode()).isEqualTo(503);
      assertThat(edge.send(edge.requestOf(ALICE, "/v1/packets")).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void shouldServeThePageWithoutLettingItLoadAnythingFromElsewhere() {
    try (TestEdge edge = new TestEdge()) {
      HttpResponse<String> page = edge.send(edge.request("/"));

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("Server")).isEmpty();
      assertThat(page.body()).doesNotContain(" src=").doesNotContain("stylesheet");
      assertThat(edge.send(edge.request("/index.html")).body())
          .contains("app.js")
          .contains("style.css")
          .doesNotContain("http");
      assertThat(edge.send(edge.request("/app.js")).statusCode()).isEqualTo(200);
      assertThat(edge.send(edge.request("/style.css")).statusCode()).isEqualTo(200);
      assertThat(edge.send(edge.request("/").method("HEAD", BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldSayByTheTagWhetherTheShowHasChanged() {
    try (TestEdge edge = new TestEdge()) {
      HttpResponse<String> show = edge.send(edge.request("/v1/show"));
      String tag = show.headers().firstValue("ETag").orElseThrow();
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 1_000);

      HttpResponse<String> same = edge.send(edge.request("/v1/show").header("If-None-Match", tag));
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.headers().firstValue("Cache-Control")).hasValue("no-store");

      edge.clock.moveTo(PlanFixture.FIRST.closesAtMillis());
      HttpResponse<String> closed =
          edge.send(edge.request("/v1/show").header("If-None-Match", tag));
      assertThat(closed.statusCode()).as("the wave has closed").isEqualTo(200);
      assertThat(closed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    }
  }

  @Test
  void shouldCountDownToWhatAChannelsViewersSee() throws IOException {
    try (TestEdge edge = new TestEdge()) {
      edge.clock.moveTo(PlanFixture.OPENS_AT_MILLIS - 1_000);

      JsonNode late =
          new ObjectMapper().readTree(edge.send(edge.request("/v1/show?channel=web")).body());
      HttpResponse<String> unknown = edge.send(edge.request("/v1/show?channel=radio"));

      assertThat(late.get("countdownMs").asLong()).isEqualTo(36_000);
      assertThat(late.get("delayMs").asLong()).isEqualTo(35_000);
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("expected one of tv, web");
    }
  }

  @Test
  void shouldShowWhichPlanAndModeItFollows() throws IOException {
    try (TestEdge edge = new TestEdge()) {
      edge.follow(PlanFixture.aPlan().numbered(7));
      edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.SHARE, "many"));

      JsonNode show = new ObjectMapper().readTree(edge.send(edge.request("/v1/show")).body());

      assertThat(show.get("plan").asLong()).isEqualTo(7);
      assertThat(show.get("mode").asInt()).isEqualTo(2);
      assertThat(edge.admin("/metrics").body())
          .contains("hongbao_edge_plan 7.0")
          .contains("hongbao_edge_mode 2.0");
    }
  }

  /** With both edges in mode 2 a turn is taken at both or at neither. */
  @Test
  void shouldTakeTheSameShareOfTurnsAtEveryEdge() {
    try (TestEdge one = new TestEdge();
        TestEdge other = new TestEdge(TestEdge.settings("edge-2"))) {
      List<Integer> atOne = statusesInModeShare(one);

      assertThat(statusesInModeShare(other)).isEqualTo(atOne);
      assertThat(atOne).containsOnly(202, 503).contains(202, 503);
    }
  }

  private static List<Integer> statusesInModeShare(TestEdge edge) {
    edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.SHARE, "many"));
    return IntStream.range(0, 30)
        .mapToObj(i -> edge.send(edge.shakeOf("user-" + i).header("Prefer", "wait=0")))
        .map(HttpResponse::statusCode)
        .toList();
  }

  @Test
  void shouldKeepAnswersPacketsAndPendingShakesReadableWhileItIsCalm() {
    try (TestEdge edge = new TestEdge()) {
      edge.answers.put(TestEdge.currentKeyOf("alice"), Outcome.MISS);
      String before = edge.send(edge.shakeOf("alice")).body();
      edge.send(edge.shakeOf("bob").header("Prefer", "wait=0"));
      edge.follow(new ModeRecord(PlanFixture.SHOW, 1, ModeRecord.Mode.CALM, "too many"));

      HttpResponse<String> fresh = edge.send(edge.shakeOf("carol"));

      String alices = "/v1/shakes/" + TestEdge.currentTurnOf("alice");
      String bobs = "/v1/shakes/" + TestEdge.currentTurnOf("bob");
      assertThat(edge.send(edge.shakeOf("alice")).body()).isEqualTo(before);
      assertThat(edge.send(edge.requestOf("alice", alices)).body()).isEqualTo(before);
      assertThat(edge.send(edge.requestOf("bob", bobs).header("Prefer", "wait=0")).statusCode())
          .isEqualTo(202);
      assertThat(edge.send(edge.requestOf("carol", "/v1/packets")).statusCode()).isEqualTo(200);
      assertThat(fresh.statusCode()).isEqualTo(503);
      assertThat(fresh.body()).startsWith("{\"plan\":1,\"policy\":0,\"nextShakeAfterMs\":1");
      assertThat(Integer.parseInt(fresh.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(10, 20);
    }
  }

  @Test
  void shouldGiveATicketToAnybodyInDevelopmentOnly() throws IOException {
    EdgeSettings settings = TestEdge.settings("edge-1");
    try (TestEdge development = new TestEdge();
        TestEdge production = new TestEdge(settings)) {
      JsonNode login =
          new ObjectMapper()
              .readTree(
                  development
                      .send(
                          development
                              .request("/dev/login")
                              .header("Content-Type", "application/json")
                              .POST(BodyPublishers.ofString("{\"user\":\"bob\"}")))
                      .body());
      HttpResponse<String> shake =
          development.send(
              development
                  .request("/v1/shakes")
                  .header("Authorization", "Bearer " + login.get("ticket").asText())
                  .header("Prefer", "wait=0")
                  .POST(BodyPublishers.noBody()));
      HttpResponse<String> random =
          development.send(development.request("/dev/login").POST(BodyPublishers.noBody()));
      HttpResponse<String> notThere =
          production.send(production.request("/dev/login").POST(BodyPublishers.noBody()));

      assertThat(login.get("user").asText()).isEqualTo("bob");
      assertThat(login.get("expiresAtMs").asLong())
          .isEqualTo(TestEdge.NOW_MILLIS + Duration.ofHours(24).toMillis());
      assertThat(shake.statusCode()).isEqualTo(202);
      assertThat(random.body()).contains("\"user\":\"user-");
      assertThat(notThere.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldNameThePortThatIsTaken() {
    try (TestEdge first = new TestEdge()) {
      EdgeSettings same =
          EdgeSettings.local(
              "edge-2",
              first.edge.port(),
              0,
              "unused",
              "unused",
              TestEdge.KEYS,
              PlanFixture.VERIFYING_KEY);

      assertThatThrownBy(() -> new TestEdge(same))
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("port " + first.edge.port());
    }
  }
}
