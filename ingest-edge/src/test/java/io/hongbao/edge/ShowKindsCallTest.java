package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.tickets.TicketMint;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A live show and others on one edge, over real HTTP: a ticket's group says which one it is for.
 */
class ShowKindsCallTest {

  private static final String ALICE = "alice";
  private static final String SHADOW = "rehearsal";
  private static final String TURN = TestEdge.currentTurnOf(ALICE).toString();

  private final TestEdge edge = new TestEdge();

  @BeforeEach
  void followAShadowShow() {
    edge.follow(PlanFixture.aPlan().ofShow(SHADOW).numbered(7).ofKind(ShowKind.shadowFor("crew")));
    edge.answers.putForAll(Outcome.MISS);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void shouldTakeEachShakeForTheShowOfItsTicket() {
    edge.send(shake(""));
    edge.send(shake("crew"));

    assertThat(edge.log.shakes())
        .extracting(shake -> shake.key().show() + " by plan " + shake.planNumber())
        .containsExactly("gala by plan 1", "rehearsal by plan 7");
  }

  @Test
  void shouldAnswerAPacketOfAShadowShowAsOne() {
    Outcome packet = new Outcome.Packet("p-1", "tea", 188);
    edge.answers.put(new AnswerKey(SHADOW, ALICE, TestEdge.currentTurnOf(ALICE)), packet);

    assertThat(edge.send(shake("crew")).body())
        .contains("\"amountFen\":188,\"shadow\":true}")
        .startsWith("{\"plan\":7,");
    assertThat(edge.send(get("crew", "/v1/shakes/" + TURN)).body()).contains("\"shadow\":true");
    assertThat(edge.send(get("", "/v1/shakes/" + TURN)).body())
        .as("the live show has not decided this turn")
        .doesNotContain("PACKET");
  }

  @Test
  void shouldListPacketsOfAShadowShowAsSuch() {
    edge.answers.hold(ALICE, new HeldPacket("p-1", "first", "tea", 188));

    assertThat(edge.send(get("crew", "/v1/packets")).body())
        .contains("\"state\":\"UNCLAIMED\",\"shadow\":true}");
    assertThat(edge.send(get("", "/v1/packets")).body()).doesNotContain("shadow");
  }

  @Test
  void shouldTellEachPhoneOfItsShow() {
    assertThat(edge.send(get("crew", "/v1/show")).body())
        .startsWith("{\"show\":\"rehearsal\",\"shadow\":true,");
    assertThat(edge.send(edge.request("/v1/show")).body())
        .startsWith("{\"show\":\"gala\",\"server");
    assertThat(edge.send(get("", "/v1/show")).body()).startsWith("{\"show\":\"gala\",\"server");
    HttpRequest.Builder withBadTicket =
        edge.request("/v1/show").header("Authorization", "Bearer none");
    assertThat(edge.send(withBadTicket).body()).startsWith("{\"show\":\"gala\",\"server");
  }

  @Test
  void shouldHaveNoShowForAGroupWithoutOne() {
    assertThat(edge.send(shake("press")).statusCode()).isEqualTo(503);
    assertThat(edge.send(get("press", "/v1/show")).statusCode()).isEqualTo(503);
    assertThat(edge.send(get("press", "/v1/packets")).statusCode()).isEqualTo(503);

    edge.follow(PlanFixture.aPlan().ofShow("for-all").ofKind(ShowKind.shadowFor("")));

    assertThat(edge.send(get("press", "/v1/show")).body()).startsWith("{\"show\":\"for-all\"");
  }

  @Test
  void shouldPutTheModeOfAShadowShowOnItsPhonesAlone() {
    edge.follow(new ModeRecord(SHADOW, 9, Mode.CALM, "a try"));

    assertThat(edge.send(shake("crew")).statusCode()).isEqualTo(503);
    assertThat(edge.send(shake("")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAcknowledgeAShadowShowBesideManyLiveOnes() {
    for (int i = 1; i <= 9; i++) {
      edge.follow(PlanFixture.aPlan().ofShow("show-" + i).activeFrom(0));
    }

    await()
        .until(
            () -> {
              var latest = edge.acks.isEmpty() ? null : edge.acks.get(edge.acks.size() - 1);
              return latest != null
                  && latest.shows().containsKey("show-9")
                  && latest.shows().containsKey(SHADOW);
            });
  }

  @Test
  void shouldCountNothingOfAPracticeShow() {
    edge.follow(PlanFixture.aPlan().ofShow("warm").ofKind(ShowKind.practiceFor("warm")));
    String before = counted();

    HttpResponse<String> answer = edge.send(shake("warm"));

    assertThat(answer.body()).contains("\"result\":\"MISS\"");
    assertThat(edge.log.shakes().get(0).isPractice()).isTrue();
    assertThat(counted()).isEqualTo(before);
    edge.send(shake(""));
    assertThat(counted()).as("what is counted of others").isNotEqualTo(before);
  }

  /** The figures of shakes, without those of requests and of what waits just now. */
  private String counted() {
    return edge.admin("/metrics")
        .body()
        .lines()
        .filter(
            line ->
                line.matches(
                    "hongbao_edge_(shakes|answers|refusals|repeats|acknowledgement|answer)_.*"))
        .toList()
        .toString();
  }

  private HttpRequest.Builder shake(String group) {
    return get(group, "/v1/shakes").POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder get(String group, String path) {
    String ticket =
        new TicketMint(TestEdge.KEYS)
            .mint(ALICE, "", group, Duration.ofHours(1), TestEdge.NOW_MILLIS)
            .text();
    return edge.request(path).header("Authorization", "Bearer " + ticket);
  }
}
