package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.edge.fixtures.LogFacts;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What operators and phones are told of the parts behind an edge, over real HTTP. */
class EdgeHealthTest {

  private static final String ALICE = "alice";

  @Test
  void shouldStayReadyAndSayThatTheDrawJobIsAway() {
    try (TestEdge edge = new TestEdge()) {
      await().until(() -> edge.admin("/readyz").statusCode() == 200);
      String before = edge.admin("/readyz").body();
      silenceTheDraw(edge);

      HttpResponse<String> ready = edge.admin("/readyz");
      String metrics = edge.admin("/metrics").body();

      assertThat(before).isEqualTo("ready\n");
      assertThat(ready.statusCode()).as("another edge has no draw job either").isEqualTo(200);
      assertThat(ready.body())
          .startsWith("ready\nwarning: the draw job has passed nothing of the log since ");
      assertThat(metrics)
          .contains("hongbao_edge_draw_silent_seconds 15.0")
          .contains("hongbao_edge_risk_silent_seconds 0.0")
          .contains("hongbao_edge_warnings 1.0")
          .contains("hongbao_edge_ready 1.0");
    }
  }

  @Test
  void shouldTakeShakesAndTellPhonesToLookLaterWhileNothingIsDecided() {
    try (TestEdge edge = new TestEdge()) {
      HttpResponse<String> before = edge.send(edge.shakeOf("bob").header("Prefer", "wait=0"));
      silenceTheDraw(edge);

      HttpResponse<String> taken = edge.send(edge.shakeOf(ALICE).header("Prefer", "wait=0"));

      assertThat(before.statusCode()).isEqualTo(202);
      assertThat(before.headers().firstValue("Retry-After")).isEmpty();
      assertThat(taken.statusCode()).isEqualTo(202);
      assertThat(taken.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(edge.log.shakes()).hasSize(2);
    }
  }

  @Test
  void shouldTellPhonesToComeBackLaterWhenItIsFullBesides() {
    try (TestEdge edge =
        new TestEdge(new EdgeBounds(1_000, 100, 1, 1_000, 1_000, 1_000, 1_000, 1_000, 4_096))) {
      edge.send(edge.shakeOf("bob").header("Prefer", "wait=0"));
      silenceTheDraw(edge);

      HttpResponse<String> busy = edge.send(edge.shakeOf(ALICE));

      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.body()).contains("\"result\":\"BUSY\"");
      assertThat(busy.headers().firstValue("Retry-After")).hasValue("10");
    }
  }

  @Test
  void shouldBeUnreadyAndLogNoShakeWhenTheLogHasOtherPartitionsThanThePlan() {
    try (TestEdge edge = new TestEdge()) {
      await().until(() -> edge.admin("/readyz").statusCode() == 200);
      edge.health.topics(LogFacts.with("shakes", it -> LogFacts.withPartitions(it, 9)));

      HttpResponse<String> ready = edge.admin("/readyz");
      HttpResponse<String> shake = edge.send(edge.shakeOf(ALICE));

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("topic shakes has 9 partitions, expected the 8 of the plan");
      assertThat(shake.statusCode()).isEqualTo(503);
      assertThat(shake.body()).contains("\"result\":\"BUSY\"");
      assertThat(edge.log.shakes()).isEmpty();
      assertThat(edge.admin("/metrics").body()).contains("hongbao_edge_log_as_planned 0.0");
    }
  }

  /** It commits the same offsets for 15 s, while the risk job goes on. */
  private static void silenceTheDraw(TestEdge edge) {
    var partition = new TopicPartition("shakes", 0);
    for (long second = 0; second <= 15; second += 3) {
      edge.clock.moveTo(TestEdge.NOW_MILLIS + 1_000 * second);
      edge.health.committed(Map.of(partition, 7L), Map.of(partition, second));
    }
    edge.clock.moveTo(TestEdge.NOW_MILLIS);
  }
}
