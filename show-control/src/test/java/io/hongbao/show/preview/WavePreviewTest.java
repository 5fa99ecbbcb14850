package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavePreviewTest {

  private static final int TURN_MILLIS = 100;

  /** Held against the turns themselves, for a user of each phase: the user's hash is the phase. */
  @ParameterizedTest
  @ValueSource(longs = {40, 100, 101, 250, 1_000, 1_033})
  void shouldLoseTheTurnsThatEndBeforeALateViewerBegins(long lengthMillis) {
    WaveSchedule schedule = new WaveSchedule("first", 0, lengthMillis, TURN_MILLIS);
    WavePreview wave =
        new WavePreview(schedule, Odds.of("1"), Optional.empty(), OptionalInt.empty(), List.of());

    for (long delayMillis = 0; delayMillis <= lengthMillis + 50; delayMillis++) {
      long turns = 0;
      long lost = 0;
      for (long phase = 0; phase < TURN_MILLIS; phase++) {
        for (int turn = 0; schedule.hasTurn(turn, phase); turn++) {
          turns++;
          boolean isOver =
              !schedule.isOpenAt(delayMillis)
                  || schedule.turnEndsAtMillis(turn, phase) <= delayMillis;
          lost += isOver ? 1 : 0;
        }
      }
      assertThat(wave.shareOfTurnsLost(delayMillis))
          .as("delay %s", delayMillis)
          .isCloseTo((double) lost / turns, within(1.01 / lengthMillis));
    }
  }
}
