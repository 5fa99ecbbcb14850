package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.AckRecord.KnownShow;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.SecretsRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an edge acknowledges of the shows, and when. */
class ShowAcksTest {

  private final TestEdge edge = new TestEdge();

  @AfterEach
  void close() {
    edge.close();
  }

  private AckRecord latest() {
    return edge.acks.get(edge.acks.size() - 1);
  }

  private KnownShow latestOf(String show) {
    return edge.acks.isEmpty() ? null : latest().shows().get(show);
  }

  private void awaitAck(long plan, long modeOp) {
    await().until(() -> new KnownShow(plan, modeOp).equals(latestOf(PlanFixture.SHOW)));
  }

  private void setMode(long op, Mode mode) {
    edge.follow(new ModeRecord(PlanFixture.SHOW, op, mode, "a test"));
  }

  @Test
  void shouldAcknowledgeAPlanOnceItIsRead() {
    awaitAck(1, 0);

    edge.follow(PlanFixture.aPlan().numbered(2).toRecord().staged());

    awaitAck(2, 0);
    assertThat(latest().node()).isEqualTo("edge-1");
    assertThat(latest().atMillis()).isEqualTo(TestEdge.NOW_MILLIS);
    assertThat(latest().hasLeft()).isFalse();
  }

  @Test
  void shouldAcknowledgeEachStepOfAPlan() {
    PlanFixture next = PlanFixture.aPlan().numbered(2);
    edge.follow(next.toRecord().staged());
    awaitAck(2, 0);
    int before = edge.acks.size();

    edge.follow(next.toRecord().activatingAt(next.activatesAtMillis()));

    await().until(() -> edge.acks.size() > before);
  }

  @Test
  void shouldAcknowledgeAMode() {
    setMode(4, Mode.CALM);

    awaitAck(1, 4);
  }

  @Test
  void shouldAcknowledgeTheEndOnlyWhenNoShakeIsOnItsWay() {
    edge.log.setMode(InMemoryShakeLog.Mode.HOLD);
    var waiting = edge.sendAsync(edge.shakeOf("alice").header("Prefer", "wait=0"));
    await().until(() -> edge.log.shakes().size() == 1);
    setMode(3, Mode.CALM);
    awaitAck(1, 3);

    setMode(4, Mode.ENDING);
    edge.follow(PlanFixture.aPlan().numbered(2).toRecord().staged());
    awaitAck(2, 3);
    edge.log.releaseAll();

    awaitAck(2, 4);
    assertThat(waiting.join().statusCode()).isEqualTo(202);
    assertThat(edge.acks)
        .extracting(ack -> ack.shows().get(PlanFixture.SHOW))
        .doesNotContain(new KnownShow(1, 4));
  }

  @Test
  void shouldSayNothingUntilTheShowIsReadToItsEnd() {
    try (TestEdge reading = new TestEdge(TestEdge.settings("edge-2"), List.of("show"))) {
      reading.follow(PlanFixture.aPlan().numbered(2));
      assertThat(reading.acks).isEmpty();

      reading.notCaughtUp = List.of();

      await().until(() -> !reading.acks.isEmpty());
      assertThat(reading.acks.get(0).shows()).isEqualTo(Map.of("gala", new KnownShow(2, 0)));
    }
  }

  @Test
  void shouldAcknowledgeTheLatestShowsThatAreNotOver() {
    for (int i = 1; i <= 9; i++) {
      edge.follow(PlanFixture.aPlan().ofShow("show-" + i).activeFrom(0));
    }
    edge.follow(new SecretsRecord("show-9", Map.of()));

    await().until(() -> latestOf("show-8") != null && latestOf("show-9") == null);
    assertThat(latest().shows())
        .containsOnlyKeys(
            "show-1", "show-2", "show-3", "show-4", "show-5", "show-6", "show-7", "show-8");
  }

  @Test
  void shouldSayHowFarItsClockIsAhead() {
    edge.log.clockCheck().observe(1_000, 1_040, 980);

    setMode(1, Mode.SHARE);

    await().until(() -> !edge.acks.isEmpty() && latest().clockErrorMillis() == 40);
  }

  @Test
  void shouldSayThatItHasLeftOnceTheLogIsClosed() {
    awaitAck(1, 0);
    assertThat(edge.acks).noneMatch(AckRecord::hasLeft);

    edge.close();

    assertThat(latest().hasLeft()).isTrue();
    assertThat(edge.log.isClosed()).isTrue();
    assertThat(edge.acks).filteredOn(AckRecord::hasLeft).hasSize(1);
  }
}
