package io.hongbao.edge.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UsableTurnsTest {

  private static final long ALICE = UserHash.of("alice");
  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());

  /** What a phone is told that hears of a turn. */
  private static OptionalLong toldAfter(Mode mode, int heardOf, long nowMillis) {
    ShakeId shakeId = new ShakeId("first", heardOf);
    return PLAN.millisToNextShake(
        shakeId, ALICE, nowMillis, UsableTurns.of(mode, false, shakeId, ALICE));
  }

  @Test
  void shouldTellPhonesToLeaveOneTurnOutInModeLongerTurns() {
    long seventeenth = PlanFixture.FIRST.turnStartsAtMillis(17, ALICE);

    assertThat(toldAfter(Mode.NORMAL, 17, seventeenth)).hasValue(5_000);
    assertThat(toldAfter(Mode.LONGER_TURNS, 17, seventeenth)).hasValue(10_000);
    assertThat(toldAfter(Mode.LONGER_TURNS, 16, seventeenth))
        .as("the answer came late")
        .hasValue(5_000);
    assertThat(toldAfter(Mode.LONGER_TURNS, 15, seventeenth)).hasValue(0);
  }

  @Test
  void shouldTellPhonesInModeShareOfTheNextTurnThatIsTaken() {
    for (int turn = 10; turn < 20; turn++) {
      long startsAt = PlanFixture.FIRST.turnStartsAtMillis(turn, ALICE);
      long nextShakeAt = startsAt + toldAfter(Mode.SHARE, turn, startsAt).orElseThrow();
      int next = PlanFixture.FIRST.turnAt(nextShakeAt, ALICE);

      assertThat(UsableTurns.of(Mode.SHARE, false, new ShakeId("first", turn), ALICE).test(next))
          .isTrue();
      assertThat(next).isBetween(turn + 1, turn + 3);
    }
  }
}
