package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.admission.AdmissionSettings;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.tickets.TicketMint;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Admission by queueing delay, over real HTTP, at a draw that stands still. */
class AdmissionCallTest {

  private static final int PENDING = 202;
  private static final int BUSY = 503;
  private static final Pattern NEXT_SHAKE = Pattern.compile("\"nextShakeAfterMs\":(\\d+)");

  private final TestEdge edge =
      new TestEdge(TestEdge.settings("edge-1").withAdmission(new AdmissionSettings(300, 100_000)));
  private final List<String> taken = new ArrayList<>();
  private int strangers;

  @AfterEach
  void close() {
    edge.close();
  }

  private HttpRequest.Builder hastyShakeOf(String user) {
    return edge.shakeOf(user).header("Prefer", "wait=0");
  }

  private HttpResponse<String> shakeOfSomebodyNew() {
    return edge.send(hastyShakeOf("stranger-" + strangers++));
  }

  /** Shakes are logged, and none of them is answered, until new ones hear BUSY. */
  private HttpResponse<String> letTheDrawStandStill() {
    await().until(() -> sendsUntilBusy(300));
    return shakeOfSomebodyNew();
  }

  /** Whether ten strangers in a row hear BUSY, of so many at most; all others are taken. */
  private boolean sendsUntilBusy(int most) {
    int inARow = 0;
    for (int i = 0; i < most && inARow < 10; i++) {
      HttpResponse<String> reply = shakeOfSomebodyNew();
      if (reply.statusCode() == BUSY) {
        inARow++;
      } else {
        assertThat(reply.statusCode()).isEqualTo(PENDING);
        taken.add("stranger-" + (strangers - 1));
        inARow = 0;
      }
    }
    return inARow == 10;
  }

  @Test
  void shouldSayBusyToNewShakesAndWhenToComeBack() {
    HttpResponse<String> busy = letTheDrawStandStill();

    long logged = edge.log.shakes().size();
    HttpResponse<String> another = shakeOfSomebodyNew();

    assertThat(busy.statusCode()).isEqualTo(BUSY);
    assertThat(busy.body()).startsWith("{\"plan\":1,").contains("\"result\":\"BUSY\"");
    assertThat(another.statusCode()).isEqualTo(BUSY);
    assertThat(edge.log.shakes()).hasSize((int) logged);
    String user = "stranger-" + (strangers - 1);
    long nextTurnAfterMillis =
        PlanFixture.FIRST.turnStartsAtMillis(
                TestEdge.currentTurnOf(user).turn() + 1, UserHash.of(user))
            - TestEdge.NOW_MILLIS;
    Matcher told = NEXT_SHAKE.matcher(another.body());
    assertThat(told.find()).isTrue();
    long toldMillis = Long.parseLong(told.group(1));
    assertThat(toldMillis).isGreaterThanOrEqualTo(nextTurnAfterMillis);
    assertThat((toldMillis - nextTurnAfterMillis) % PlanFixture.TURN_MILLIS).isZero();
    assertThat(another.headers().firstValueAsLong("Retry-After").orElseThrow())
        .isEqualTo((toldMillis + 999) / 1_000);
  }

  @Test
  void shouldLetLookUpsAndRepeatsPass() {
    letTheDrawStandStill();
    String user = taken.get(0);

    HttpResponse<String> repeat = edge.send(hastyShakeOf(user));
    HttpResponse<String> lookUp =
        edge.send(
            edge.requestOf(user, "/v1/shakes/" + TestEdge.currentTurnOf(user))
                .header("Prefer", "wait=0"));
    HttpResponse<String> packets = edge.send(edge.requestOf(user, "/v1/packets"));
    HttpResponse<String> oldTurn =
        edge.send(edge.shakeOf(user, "first-1").header("Prefer", "wait=0"));

    assertThat(repeat.statusCode()).isEqualTo(PENDING);
    assertThat(lookUp.statusCode()).isEqualTo(PENDING);
    assertThat(packets.statusCode()).isEqualTo(200);
    assertThat(oldTurn.statusCode()).as("looked up").isEqualTo(404);
  }

  @Test
  void shouldTakeNoLateTurnThatIsNotLoggedHere() {
    letTheDrawStandStill();
    String user = taken.get(1);
    ShakeId before = new ShakeId("first", TestEdge.currentTurnOf(user).turn() - 1);

    HttpResponse<String> late =
        edge.send(edge.shakeOf(user, before.toString()).header("Prefer", "wait=0"));

    assertThat(late.statusCode()).isEqualTo(BUSY);
    assertThat(late.body()).contains("\"result\":\"BUSY\"");
  }

  @Test
  void shouldTakeAllAgainOnceTheDrawAnswers() {
    letTheDrawStandStill();
    edge.answers.putForAll(Outcome.MISS);
    for (String user : taken) {
      edge.answers.put(TestEdge.currentKeyOf(user), Outcome.MISS);
    }

    await()
        .until(() -> edge.admin("/metrics").body().contains("hongbao_edge_admission_limiting 0.0"));

    for (int i = 0; i < 50; i++) {
      assertThat(shakeOfSomebodyNew().statusCode()).isIn(200, PENDING);
    }
  }

  @Test
  void shouldLetPracticePassAndCountWhatItWaits() {
    edge.follow(PlanFixture.aPlan().ofShow("warm-up").ofKind(ShowKind.practiceFor("crew")));
    letTheDrawStandStill();
    String ticket =
        new TicketMint(TestEdge.KEYS)
            .mint("driller", "", "crew", Duration.ofHours(1), TestEdge.NOW_MILLIS)
            .text();

    HttpResponse<String> practice =
        edge.send(
            edge.request("/v1/shakes")
                .header("Authorization", "Bearer " + ticket)
                .header("Prefer", "wait=0")
                .POST(BodyPublishers.noBody()));

    assertThat(practice.statusCode()).isEqualTo(PENDING);
  }

  @Test
  void shouldShowInMetricsWhatWaitsAndHowMuchIsRefused() {
    letTheDrawStandStill();

    String metrics = edge.admin("/metrics").body();

    assertThat(metrics)
        .contains("hongbao_edge_admission_limiting 1.0")
        .contains("hongbao_edge_admission_per_second ")
        .contains("hongbao_edge_admission_share ")
        .contains("hongbao_edge_refusals_total{gate=\"admission\"} ");
    for (String part : List.of("expected", "io", "log", "draw", "oldest")) {
      assertThat(metrics).contains("hongbao_edge_queueing_delay_millis{part=\"" + part + "\"} ");
    }
  }

  @Test
  void shouldNotWaitForAShakeWhoseBucketIsClosed() {
    for (int i = 0; i < 100; i++) {
      String user = "closed-" + i;
      edge.answers.close(new AnswerKey(PlanFixture.SHOW, user, TestEdge.currentTurnOf(user)));
      assertThat(edge.send(hastyShakeOf(user)).statusCode()).isEqualTo(PENDING);
    }

    await()
        .untilAsserted(
            () ->
                assertThat(edge.admin("/metrics").body())
                    .contains("hongbao_edge_queueing_delay_millis{part=\"oldest\"} 0.0")
                    .contains("hongbao_edge_admission_limiting 0.0"));
  }
}
