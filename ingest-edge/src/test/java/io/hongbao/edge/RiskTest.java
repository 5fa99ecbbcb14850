package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.risk.SlowTurns;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What verdicts do to those they speak of, and what fraud detection hears of who hammers. */
class RiskTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** May use the current turn if slowed, and one who may not. */
  private static final String IN_TURN = userWhoMayUseTheCurrentTurn(true);

  private static final String OUT_OF_TURN = userWhoMayUseTheCurrentTurn(false);

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private static String userWhoMayUseTheCurrentTurn(boolean mayUse) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "slow-" + i)
        .filter(
            user ->
                SlowTurns.mayUse(TestEdge.currentTurnOf(user).turn(), UserHash.of(user)) == mayUse)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTellASlowedUserALongerTurn() throws IOException {
    edge.answers.putForAll(Outcome.MISS);
    verdict(IN_TURN, RiskLevel.SLOW);

    HttpResponse<String> reply = edge.send(edge.shakeOf(IN_TURN));
    HttpResponse<String> lookedUp =
        edge.send(edge.requestOf(IN_TURN, "/v1/shakes/" + TestEdge.currentTurnOf(IN_TURN)));

    assertThat(nextShakeAfterMs(reply)).isEqualTo(turnStartsInMillis(IN_TURN, SlowTurns.EVERY));
    assertThat(nextShakeAfterMs(lookedUp)).isEqualTo(nextShakeAfterMs(reply));
  }

  @Test
  void shouldRefuseASlowedUserWhoComesBeforeTheLongerTurnIsOver() throws IOException {
    verdict(OUT_OF_TURN, RiskLevel.SLOW);

    HttpResponse<String> refused = edge.send(edge.shakeOf(OUT_OF_TURN));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(edge.log.shakes()).isEmpty();
    long waitMillis = nextShakeAfterMs(refused);
    assertThat(waitMillis).isBetween(1L, (SlowTurns.EVERY - 1L) * PlanFixture.FIRST.turnMillis());
    assertThat(refused.headers().firstValue("Retry-After"))
        .hasValue(String.valueOf((waitMillis + 999) / 1_000));
    edge.clock.moveTo(TestEdge.NOW_MILLIS + waitMillis);
    edge.answers.putForAll(Outcome.MISS);
    assertThat(edge.send(edge.shakeOf(OUT_OF_TURN)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerASlowedUserWhoAsksAgainForATurnThatIsUsed() {
    edge.answers.putForAll(Outcome.MISS);
    HttpResponse<String> before = edge.send(edge.shakeOf(OUT_OF_TURN));
    verdict(OUT_OF_TURN, RiskLevel.SLOW);

    HttpResponse<String> again = edge.send(edge.shakeOf(OUT_OF_TURN));

    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerAnEmptiedUserLikeEverybody() throws IOException {
    edge.answers.putForAll(Outcome.MISS);
    HttpResponse<String> before = edge.send(edge.shakeOf("trent"));
    verdict("peggy", RiskLevel.EMPTY);

    HttpResponse<String> emptied = edge.send(edge.shakeOf("peggy"));

    assertThat(emptied.statusCode()).isEqualTo(before.statusCode());
    assertThat(emptied.headers().map().keySet()).isEqualTo(before.headers().map().keySet());
    assertThat(JSON.readTree(emptied.body()).fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> fieldNames(before));
    assertThat(nextShakeAfterMs(emptied)).isEqualTo(turnStartsInMillis("peggy", 1));
  }

  @Test
  void shouldLetAnAllowedUserPlayLikeEverybodyBehindABlockedAddress() {
    edge.answers.putForAll(Outcome.MISS);
    long untilMillis = TestEdge.NOW_MILLIS + 600_000;
    edge.verdicts.accept(
        null,
        new VerdictRecord(EntityKind.ADDRESS, "127.0.0.1", RiskLevel.BLOCK, untilMillis, "a", 1)
            .encode());
    edge.verdicts.accept(
        null, VerdictRecord.allowing(EntityKind.USER, "desk", untilMillis, 2).encode());

    assertThat(edge.send(edge.shakeOf("mallory")).statusCode()).isEqualTo(403);
    assertThat(edge.send(edge.shakeOf("desk")).statusCode()).isEqualTo(200);

    assertThat(edge.log.shakes())
        .extracting(ShakeRecord::user, ShakeRecord::riskLevel)
        .containsExactly(tuple("desk", RiskLevel.NONE));
  }

  @Test
  void shouldStampTheAddressThatAProxyTells() {
    edge.answers.putForAll(Outcome.MISS);
    edge.send(edge.shakeOf("azure").header("X-Forwarded-For", "203.0.113.9:5678"));
    edge.send(
        edge.shakeOf("cdn")
            .header("X-Forwarded-For", "1.1.1.1")
            .header("X-Forwarded-For", "[2001:db8::5]:443, 127.0.0.1"));
    edge.send(edge.shakeOf("standard").header("Forwarded", "For=\"203.0.113.9:1\";proto=https"));
    edge.send(edge.shakeOf("hidden").header("X-Forwarded-For", "_hidden"));
    edge.send(edge.shakeOf("direct"));

    assertThat(edge.log.shakes())
        .extracting(ShakeRecord::user, ShakeRecord::address)
        .containsExactly(
            tuple("azure", "203.0.113.9"),
            tuple("cdn", "2001:db8::5"),
            tuple("standard", "203.0.113.9"),
            tuple("hidden", ""),
            tuple("direct", "127.0.0.1"));
    assertThat(edge.admin("/metrics").body())
        .contains("hongbao_edge_addresses_unreadable_total 1.0");
  }

  @Test
  void shouldReportWhoHammersWithinASecondThoughNothingFollows() {
    edge.answers.putForAll(Outcome.MISS);
    for (int post = 0; post < 4; post++) {
      edge.send(edge.shakeOf("mallory"));
    }
    assertThat(edge.log.shakes()).hasSize(1);

    edge.clock.moveTo(TestEdge.NOW_MILLIS + 800);
    await().until(() -> edge.log.shakes().size() == 2);

    assertThat(edge.log.shakes())
        .extracting(ShakeRecord::shakeId, ShakeRecord::repeats, ShakeRecord::ownRepeat)
        .containsExactly(
            tuple(TestEdge.currentTurnOf("mallory"), 0, false),
            tuple(TestEdge.currentTurnOf("mallory"), 2, false));
    assertThat(edge.log.shakes().get(1).stampMillis()).isEqualTo(TestEdge.NOW_MILLIS);
  }

  @Test
  void shouldReportRefusedPostsOfASlowedUserByATurnThatIsUsed() {
    edge.answers.putForAll(Outcome.MISS);
    verdict(IN_TURN, RiskLevel.SLOW);
    edge.send(edge.shakeOf(IN_TURN));
    ShakeId used = TestEdge.currentTurnOf(IN_TURN);
    edge.clock.moveTo(TestEdge.NOW_MILLIS + turnStartsInMillis(IN_TURN, 1));
    for (int post = 0; post < 3; post++) {
      assertThat(edge.send(edge.shakeOf(IN_TURN)).statusCode()).isEqualTo(429);
    }

    edge.clock.moveTo(edge.clock.millis() + 800);
    await().until(() -> edge.log.shakes().size() == 2);

    assertThat(edge.log.shakes())
        .extracting(ShakeRecord::shakeId, ShakeRecord::repeats)
        .containsExactly(tuple(used, 0), tuple(used, 2));
  }

  @Test
  void shouldTellLaterWhatTheLogDoesNotTakeNow() {
    edge.answers.putForAll(Outcome.MISS);
    edge.send(edge.shakeOf("mallory"));
    edge.send(edge.shakeOf("mallory"));
    edge.log.setMode(InMemoryShakeLog.Mode.REFUSE);
    edge.clock.moveTo(TestEdge.NOW_MILLIS + 800);

    edge.log.setMode(InMemoryShakeLog.Mode.ACKNOWLEDGE);
    edge.clock.moveTo(TestEdge.NOW_MILLIS + 2_000);
    await().until(() -> edge.log.shakes().size() == 2);

    assertThat(edge.log.shakes()).extracting(ShakeRecord::repeats).containsExactly(0, 0);
  }

  private void verdict(String user, RiskLevel level) {
    VerdictRecord verdict =
        new VerdictRecord(
            EntityKind.USER, user, level, TestEdge.NOW_MILLIS + 600_000, "too-fast", 1);
    edge.verdicts.accept(null, verdict.encode());
  }

  /** When a later turn of the user starts, from where the clock stands at first. */
  private static long turnStartsInMillis(String user, int turnsLater) {
    int turn = TestEdge.currentTurnOf(user).turn() + turnsLater;
    return PlanFixture.FIRST.turnStartsAtMillis(turn, UserHash.of(user)) - TestEdge.NOW_MILLIS;
  }

  private static Iterator<String> fieldNames(HttpResponse<String> reply) {
    try {
      return JSON.readTree(reply.body()).fieldNames();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long nextShakeAfterMs(HttpResponse<String> reply) throws IOException {
    JsonNode json = JSON.readTree(reply.body());
    return json.path("nextShakeAfterMs").asLong();
  }
}
