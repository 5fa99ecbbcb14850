package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UserRotationTest {

  private static final long TURN_NANOS = Duration.ofSeconds(3).toNanos();

  @Test
  void shouldTakeUsersInTurnAndEachAgainAfterATurn() {
    UserRotation turns = new UserRotation(2, Duration.ofNanos(TURN_NANOS));

    assertThat(turns.take(100)).isEqualTo(0);
    assertThat(turns.take(200)).isEqualTo(1);
    assertThat(turns.take(TURN_NANOS + 99)).isEqualTo(UserRotation.NOBODY);
    assertThat(turns.take(TURN_NANOS + 100)).isEqualTo(0);
    assertThat(turns.take(TURN_NANOS + 100)).isEqualTo(UserRotation.NOBODY);
    assertThat(turns.take(TURN_NANOS + 200)).isEqualTo(1);
  }

  @Test
  void shouldNeverHoldBackWhereTurnsDoNotMatter() {
    UserRotation turns = new UserRotation(1, Duration.ZERO);

    assertThat(turns.take(5)).isZero();
    assertThat(turns.take(5)).isZero();
  }
}
