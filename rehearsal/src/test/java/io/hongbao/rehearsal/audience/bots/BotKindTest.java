package io.hongbao.rehearsal.audience.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BotKindTest {

  private static final long TURN_MILLIS = 5_000;
  private static final int PAUSES = 10_000;

  @Test
  void shouldHammerAtLeastTenTimesASecondBetweenItsRests() {
    long busyMillis = LongStream.of(pauses(BotKind.HAMMER)).filter(pause -> pause < 1_000).sum();

    assertThat(busyMillis / PAUSES).isLessThan(100);
    assertThat(summary(BotKind.HAMMER).getMax()).isEqualTo(8_000);
  }

  @Test
  void shouldKeepATimersRhythm() {
    LongSummaryStatistics pauses = summary(BotKind.METRONOME);

    assertThat(pauses.getMax() - pauses.getMin()).isLessThan(10);
  }

  @Test
  void shouldVaryAMimicsRhythmWithoutAPause() {
    LongSummaryStatistics pauses = summary(BotKind.SLOW_MIMIC);

    assertThat(pauses.getMax() - pauses.getMin()).isBetween(1_000L, 1_600L);
    assertThat(pauses.getAverage()).isLessThan(5_600);
  }

  @ParameterizedTest
  @EnumSource(names = "HAMMER", mode = EnumSource.Mode.EXCLUDE)
  void shouldPostOnceATurnAtMost(BotKind kind) {
    assertThat(summary(kind).getMin()).isGreaterThanOrEqualTo(TURN_MILLIS);
  }

  private static LongSummaryStatistics summary(BotKind kind) {
    return LongStream.of(pauses(kind)).summaryStatistics();
  }

  private static long[] pauses(BotKind kind) {
    Random random = new Random(1);
    return LongStream.range(0, PAUSES)
        .map(any -> kind.nextPauseMillis(random, TURN_MILLIS, 0.5))
        .toArray();
  }
}
