package io.hongbao.edge.show;

import static io.hongbao.edge.fixtures.PlanFixture.FIRST;
import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static io.hongbao.edge.fixtures.PlanFixture.SECOND;
import static io.hongbao.edge.fixtures.PlanFixture.TURN_MILLIS;
import static io.hongbao.edge.fixtures.PlanFixture.aPlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan.TurnStatus;
import io.hongbao.wire.records.BucketKey;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShowPlanTest {

  private static final long ALICE = UserHash.of("alice");
  private static final int PHASE = UserHash.phaseMillis(ALICE, TURN_MILLIS);

  private final ShowPlan plan = new ShowPlan(aPlan().toRecord());

  private static long startOf(int turn) {
    return FIRST.turnStartsAtMillis(turn, ALICE);
  }

  private TurnStatus status(String shakeId, long nowMillis) {
    return plan.standingOf(ShakeId.parse(shakeId), ALICE, nowMillis);
  }

  @Test
  void shouldSendAUserToTheirBucketAndPartition() {
    int bucket = UserHash.bucket(ALICE, PlanFixture.BUCKETS);

    BucketPlace place = plan.placeOf(ALICE);

    assertThat(place.key()).isEqualTo(new BucketKey(PlanFixture.SHOW, bucket));
    assertThat(place.keyBytes()).isEqualTo(place.key().encode());
    assertThat(place.partition()).isEqualTo(bucket % PlanFixture.PARTITIONS);
  }

  @Test
  void shouldTellWhatANamedTurnIsGoodFor() {
    long now = startOf(17);

    assertThat(status("third-0", now)).isEqualTo(TurnStatus.UNKNOWN_WAVE);
    assertThat(status("first-60", now)).isEqualTo(TurnStatus.NO_SUCH_TURN);
    assertThat(status("first-18", now)).isEqualTo(TurnStatus.FUTURE);
    assertThat(status("second-0", now)).isEqualTo(TurnStatus.FUTURE);
    assertThat(status("first-17", now)).isEqualTo(TurnStatus.USABLE);
    assertThat(status("first-16", now)).isEqualTo(TurnStatus.USABLE);
    assertThat(status("first-15", now)).isEqualTo(TurnStatus.USABLE);
    assertThat(status("first-14", now)).isEqualTo(TurnStatus.PAST);
    assertThat(status("first-17", now - 1)).isEqualTo(TurnStatus.FUTURE);
  }

  @Test
  void shouldLetALastTurnBeNamedPastTheClose() {
    int last = FIRST.turnAt(FIRST.closesAtMillis() - 1, ALICE);

    assertThat(status("first-" + last, FIRST.closesAtMillis() + 1)).isEqualTo(TurnStatus.USABLE);
  }

  @Test
  void shouldFindTheOpenWaveAndTheNextOne() {
    assertThat(plan.openWaveAt(OPENS_AT_MILLIS - 1)).isEmpty();
    assertThat(plan.openWaveAt(OPENS_AT_MILLIS).orElseThrow().id()).isEqualTo("first");
    assertThat(plan.openWaveAt(FIRST.closesAtMillis())).isEmpty();
    assertThat(plan.nextWaveAfter(OPENS_AT_MILLIS).orElseThrow().id()).isEqualTo("second");
    assertThat(plan.lastClosedAt(FIRST.closesAtMillis() - 1)).isEmpty();
    assertThat(plan.lastClosedAt(FIRST.closesAtMillis()).orElseThrow().id()).isEqualTo("first");
    assertThat(plan.lastClosedAt(Long.MAX_VALUE).orElseThrow().id()).isEqualTo("second");
    assertThat(plan.millisToNextWave(SECOND.opensAtMillis() - 7)).hasValue(7);
    assertThat(plan.millisToNextWave(SECOND.opensAtMillis())).isEmpty();
  }

  @Test
  void shouldLetAUserShakeAgainWhenTheirNextTurnStarts() {
    ShakeId current = new ShakeId("first", 17);

    assertThat(plan.millisToNextShake(current, ALICE, startOf(17))).hasValue(TURN_MILLIS);
    assertThat(plan.millisToNextShake(current, ALICE, startOf(18) - 1)).hasValue(1);
    assertThat(plan.millisToNextShake(current, ALICE, startOf(18))).hasValue(0);
    assertThat(plan.millisToNextShake(new ShakeId("first", 0), ALICE, OPENS_AT_MILLIS))
        .hasValue(TURN_MILLIS + PHASE);
  }

  @Test
  void shouldLetAUserWhoHearsOfAnotherWaveShakeAtOnce() {
    assertThat(plan.millisToNextShake(new ShakeId("first", 17), ALICE, SECOND.opensAtMillis() + 1))
        .hasValue(0);
  }

  @Test
  void shouldLetAUserWaitForTheNextWaveAfterTheLastTurn() {
    long justBeforeClose = FIRST.closesAtMillis() - 1;
    ShakeId last = new ShakeId("first", FIRST.turnAt(justBeforeClose, ALICE));

    assertThat(plan.millisToNextShake(last, ALICE, justBeforeClose)).hasValue(300_001);
    assertThat(plan.millisToNextShake(last, ALICE, FIRST.closesAtMillis())).hasValue(300_000);
    assertThat(plan.millisToNextShake(last, ALICE, SECOND.closesAtMillis()))
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldMakeEveryTurnsTextsOnceAndRight() {
    PlannedWave wave = plan.wave("first").orElseThrow();

    PrerenderedTurn turn = wave.turn(17);

    assertThat(wave.turn(17)).isSameAs(turn);
    assertThat(wave.turn(25).shakeId()).isEqualTo(new ShakeId("first", 25));
    assertThat(wave.turn(17).location()).isEqualTo("/v1/shakes/first-17");
    assertThat(new String(turn.pendingJson(), StandardCharsets.UTF_8))
        .isEqualTo("{\"shakeId\":\"first-17\"}");
  }

  @Test
  void shouldHaveNothingToShakeInAShowWithoutWaves() {
    ShowPlan empty = new ShowPlan(aPlan().withWaves(new WaveSchedule[0]).toRecord());

    assertThat(empty.openWaveAt(OPENS_AT_MILLIS)).isEmpty();
    assertThat(empty.millisToNextWave(OPENS_AT_MILLIS)).isEmpty();
  }
}
