package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.UserTally.DecidedTurn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserTallyTest {

  private static final Outcome COLA = new Outcome.Packet("s.0.1.0", "cola", 188);
  private static final Outcome COLA_TOO = new Outcome.Packet("s.0.1.1", "cola", 288);
  private static final Outcome TEA = new Outcome.Packet("s.0.2.0", "tea", 88);

  @Test
  void shouldCountPacketsAloneAndByEnterprise() {
    UserTally tally =
        UserTally.EMPTY
            .with(new DecidedTurn("first", 1, COLA))
            .with(new DecidedTurn("first", 2, Outcome.MISS))
            .with(new DecidedTurn("first", 3, TEA))
            .with(new DecidedTurn("first", 4, Outcome.LIMITED_ENTERPRISE))
            .with(new DecidedTurn("second", 1, COLA_TOO))
            .with(new DecidedTurn("second", 2, new Outcome.Greeting("stars")));
    assertThat(tally.packets()).isEqualTo(3);
    assertThat(tally.packetsOf("cola")).isEqualTo(2);
    assertThat(tally.packetsOf("tea")).isEqualTo(1);
    assertThat(tally.packetsOf("rice")).isZero();
  }

  @Test
  void shouldTellTheOutcomeOfExactlyThatTurnOfThatWave() {
    UserTally tally =
        UserTally.EMPTY
            .with(new DecidedTurn("first", 1, COLA))
            .with(new DecidedTurn("second", 1, TEA));
    assertThat(tally.outcomeOf("first", 1)).isEqualTo(Optional.of(COLA));
    assertThat(tally.outcomeOf("second", 1)).isEqualTo(Optional.of(TEA));
    assertThat(tally.outcomeOf("first", 2)).isEmpty();
    assertThat(tally.outcomeOf("third", 1)).isEmpty();
  }

  @Test
  void shouldLeaveTheTallyBeforeAsItWas() {
    UserTally before = UserTally.EMPTY.with(new DecidedTurn("first", 1, COLA));
    UserTally after = before.with(new DecidedTurn("first", 2, TEA));
    assertThat(before).isEqualTo(new UserTally(List.of(new DecidedTurn("first", 1, COLA))));
    assertThat(after.packets()).isEqualTo(2);
  }
}
