package io.hongbao.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.draw.UserHash;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTurnsTest {

  private static String turnsOf(String user, int turns) {
    return IntStream.range(0, turns)
        .mapToObj(turn -> SharedTurns.mayUse(turn, UserHash.of(user)) ? "x" : ".")
        .collect(Collectors.joining());
  }

  @Test
  void shouldTakeOneOfEveryTwoTurnsOfAUser() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(turnsOf("user-" + i, 40)).matches("(x[.]|[.]x){20}");
    }
  }

  @Test
  void shouldTakeHalfOfTheUsersInEveryTurn() {
    for (int turn = 0; turn < 20; turn++) {
      int fixed = turn;
      long taken =
          IntStream.range(0, 10_000)
              .filter(i -> SharedTurns.mayUse(fixed, UserHash.of("user-" + i)))
              .count();
      assertThat(taken).as("turn %d", turn).isCloseTo(5_000L, within(200L));
    }
  }

  /** Edges of two versions must not disagree: these are written down. */
  @Test
  void shouldTakeTheSameTurnsInEveryVersion() {
    assertThat(turnsOf("u1", 24)).isEqualTo("x.x.x.x..x.x.x.x.xx.x..x");
    assertThat(turnsOf("u2", 24)).isEqualTo(".x.x.xx..x.xx.x.x..xx.x.");
  }
}
