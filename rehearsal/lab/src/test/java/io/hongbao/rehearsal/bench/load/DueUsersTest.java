package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueUsersTest {

  private static final long TURN_NANOS = Duration.ofSeconds(3).toNanos();

  @Test
  void shouldTakeUsersInTurnAndEachAgainAfterATurn() {
    DueUsers rotation = new DueUsers(2, Duration.ofNanos(TURN_NANOS));

    assertThat(rotation.take(100)).isEqualTo(0);
    assertThat(rotation.take(200)).isEqualTo(1);
    assertThat(rotation.take(TURN_NANOS + 99)).isEqualTo(DueUsers.NOBODY);
    assertThat(rotation.take(TURN_NANOS + 100)).isEqualTo(0);
    assertThat(rotation.take(TURN_NANOS + 100)).isEqualTo(DueUsers.NOBODY);
    assertThat(rotation.take(TURN_NANOS + 200)).isEqualTo(1);
  }

  @Test
  void shouldNeverHoldBackWhereTurnsDoNotMatter() {
    DueUsers rotation = new DueUsers(1, Duration.ZERO);

    assertThat(rotation.take(5)).isZero();
    assertThat(rotation.take(5)).isZero();
  }
}
