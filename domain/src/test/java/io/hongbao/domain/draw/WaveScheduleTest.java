package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WaveScheduleTest {

  private static final long OPENS = 1_000_000;
  private static final WaveSchedule WAVE = new WaveSchedule("first", OPENS, OPENS + 300_000, 5_000);

  /** Of u1 at turns of 5 s; golden/users.csv says so too. */
  private static final long PHASE = 233;

  private static final long U1 = UserHash.of("u1");

  @Test
  void shouldStartTurnZeroAtTheOpeningAndLaterOnesInPhase() {
    assertThat(WAVE.turnStartsAtMillis(0, U1)).isEqualTo(OPENS);
    assertThat(WAVE.turnStartsAtMillis(1, U1)).isEqualTo(OPENS + 5_000 + PHASE);
    assertThat(WAVE.turnStartsAtMillis(17, U1)).isEqualTo(OPENS + 17 * 5_000 + PHASE);
  }

  @Test
  void shouldStretchTurnZeroUntilTurnOneStarts() {
    assertThat(WAVE.turnEndsAtMillis(0, U1)).isEqualTo(OPENS + 5_000 + PHASE);
    assertThat(WAVE.turnAt(OPENS, U1)).isZero();
    assertThat(WAVE.turnAt(OPENS + 5_000 + PHASE - 1, U1)).isZero();
    assertThat(WAVE.turnAt(OPENS + 5_000 + PHASE, U1)).isEqualTo(1);
  }

  @Test
  void shouldPutEveryInstantIntoTheOneTurnThatSpansIt() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int turnMillis = 100 + random.nextInt(10_000);
      WaveSchedule wave = new WaveSchedule("w", OPENS, OPENS + 1_000_000, turnMillis);
      long userHash = random.nextLong();
      long instant = OPENS + random.nextInt(1_000_000);
      int turn = wave.turnAt(instant, userHash);
      assertThat(wave.turnStartsAtMillis(turn, userHash)).isLessThanOrEqualTo(instant);
      assertThat(wave.turnEndsAtMillis(turn, userHash)).isGreaterThan(instant);
    }
  }

  @Test
  void shouldHaveEveryTurnThatStartsBeforeTheClose() {
    assertThat(WAVE.hasTurn(59, U1)).isTrue();
    assertThat(WAVE.hasTurn(60, U1)).isFalse();
    assertThat(WAVE.hasTurn(-1, U1)).isFalse();
    assertThat(WAVE.hasTurn(Integer.MAX_VALUE, U1)).isFalse();
  }

  @Test
  void shouldDropATurnThatWouldStartAtTheClose() {
    long startsAtMillis = OPENS + 4 * 5_000 + PHASE;
    assertThat(new WaveSchedule("w", OPENS, startsAtMillis, 5_000).hasTurn(4, U1)).isFalse();
    assertThat(new WaveSchedule("w", OPENS, startsAtMillis + 1, 5_000).hasTurn(4, U1)).isTrue();
  }

  @Test
  void shouldLetATurnBeNamedFromItsStartUntilTwoTurnsAfterItsEnd() {
    long starts = OPENS + 10 * 5_000 + PHASE;
    assertThat(WAVE.mayBeNamedAt(10, starts - 1, U1)).isFalse();
    assertThat(WAVE.mayBeNamedAt(10, starts, U1)).isTrue();
    assertThat(WAVE.mayBeNamedAt(10, starts + 3 * 5_000 - 1, U1)).isTrue();
    assertThat(WAVE.mayBeNamedAt(10, starts + 3 * 5_000, U1)).isFalse();
  }

  @Test
  void shouldLetTheLastTurnBeNamedPastTheClose() {
    long starts = OPENS + 59 * 5_000 + PHASE;
    assertThat(WAVE.mayBeNamedAt(59, starts + 3 * 5_000 - 1, U1)).isTrue();
    assertThat(WAVE.mayBeNamedAt(59, starts + 3 * 5_000, U1)).isFalse();
    assertThat(WAVE.mayBeNamedAt(60, starts + 5_000, U1)).isFalse();
  }

  @Test
  void shouldLetExactlyTheCurrentTurnAndTheTwoBeforeBeNamed() {
    for (long instant = OPENS; instant < OPENS + 60_000; instant += 97) {
      int current = WAVE.turnAt(instant, U1);
      for (int turn = 0; turn < 15; turn++) {
        assertThat(WAVE.mayBeNamedAt(turn, instant, U1))
            .as("turn %s at %s", turn, instant)
            .isEqualTo(turn <= current && turn >= current - 2);
      }
    }
  }

  @Test
  void shouldBeOpenFromTheOpeningUntilJustBeforeTheClose() {
    assertThat(WAVE.isOpenAt(OPENS - 1)).isFalse();
    assertThat(WAVE.isOpenAt(OPENS)).isTrue();
    assertThat(WAVE.isOpenAt(OPENS + 299_999)).isTrue();
    assertThat(WAVE.isOpenAt(OPENS + 300_000)).isFalse();
  }

  @Test
  void shouldHaveNoTurnBeforeTheOpening() {
    assertThatThrownBy(() -> WAVE.turnAt(OPENS - 1, U1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("opens at " + OPENS);
  }

  @Test
  void shouldRefuseTimesThatCannotBe() {
    assertThatThrownBy(() -> new WaveSchedule("w", 10, 10, 5_000))
        .hasMessageContaining("closes at 10");
    assertThatThrownBy(() -> new WaveSchedule("w", -1, 10, 5_000)).hasMessageContaining("wave w");
    assertThatThrownBy(() -> new WaveSchedule("w", 0, Long.MAX_VALUE, 5_000))
        .hasMessageContaining("before the year 10000");
    assertThatThrownBy(() -> new WaveSchedule("w", 0, 10, 99)).hasMessageContaining("turn 99 ms");
    assertThatThrownBy(() -> new WaveSchedule("w", 0, 10, 86_400_001))
        .hasMessageContaining("turn 86400001 ms");
    assertThatThrownBy(() -> new WaveSchedule("W", 0, 10, 100)).hasMessageContaining("wave 'W'");
  }

  @Test
  void shouldNotOverflowAtTheEndOfTime() {
    long latest = WaveSchedule.LATEST_MILLIS;
    WaveSchedule wave = new WaveSchedule("w", latest - 1, latest, WaveSchedule.LONGEST_TURN_MILLIS);
    assertThat(wave.hasTurn(0, U1)).isTrue();
    assertThat(wave.hasTurn(999_999_999, U1)).isFalse();
  }
}
