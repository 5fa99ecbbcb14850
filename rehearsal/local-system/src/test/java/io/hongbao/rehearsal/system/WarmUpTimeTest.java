package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.WaveSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmUpTimeTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final Duration WANTED = Duration.ofSeconds(20);

  @Test
  void shouldTakeAllTheTimeIfNoWaveComes() {
    assertThat(WarmUpTime.of(List.of(), NOW, WANTED))
        .isEqualTo(new WarmUpTime(WANTED, Optional.empty()));
    assertThat(WarmUpTime.of(List.of(wave("past", -60)), NOW, WANTED).atMost()).isEqualTo(WANTED);
    assertThat(WarmUpTime.of(List.of(wave("far", 30)), NOW, WANTED).atMost()).isEqualTo(WANTED);
  }

  @Test
  void shouldServeAtOnceWhileAWaveIsOpen() {
    assertThat(WarmUpTime.of(List.of(wave("far", 600), wave("first", 0)), NOW, WANTED))
        .isEqualTo(new WarmUpTime(Duration.ZERO, Optional.of("wave first is open")));
    assertThat(WarmUpTime.of(List.of(wave("first", -29)), NOW, WANTED).atMost()).isZero();
  }

  @Test
  void shouldEndTenSecondsBeforeTheNextOpening() {
    assertThat(WarmUpTime.of(List.of(wave("later", 90), wave("next", 25)), NOW, WANTED))
        .isEqualTo(new WarmUpTime(Duration.ofSeconds(15), Optional.empty()));
  }

  @Test
  void shouldNotBeginWhatTheNextOpeningLeavesNoTimeFor() {
    assertThat(WarmUpTime.of(List.of(wave("next", 17)), NOW, WANTED))
        .isEqualTo(new WarmUpTime(Duration.ZERO, Optional.of("wave next opens in 17 s")));
    assertThat(WarmUpTime.of(List.of(wave("next", 18)), NOW, WANTED).atMost())
        .isEqualTo(WarmUpTime.SHORTEST);
  }

  @Test
  void shouldSayNothingOfAWarmUpThatNobodyWants() {
    assertThat(WarmUpTime.of(List.of(wave("first", 0)), NOW, Duration.ZERO))
        .isEqualTo(new WarmUpTime(Duration.ZERO, Optional.empty()));
  }

  /** Half a minute long. */
  private static WaveSchedule wave(String id, int opensInSeconds) {
    long opensAtMillis = NOW + opensInSeconds * 1_000L;
    return new WaveSchedule(id, opensAtMillis, opensAtMillis + 30_000, 500);
  }
}
