package io.hongbao.rehearsal.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuUseTest {

  @Test
  void shouldTellServersGeneratorAndOthersApart() {
    CpuReading before =
        new CpuReading(0, Map.of("edge-1", 100L, "redis-1", 50L), 10, 1_000, 500, 30, 7);
    CpuReading after =
        new CpuReading(
            2_000_000_000L,
            Map.of("edge-1", 900_100L, "redis-1", 300_050L),
            400_010,
            2_001_000,
            100_500,
            200_030,
            3_000_007);

    CpuUse use = after.since(before);

    assertThat(use)
        .isEqualTo(
            new CpuUse(
                2,
                Map.of("edge-1", 900_000L, "redis-1", 300_000L),
                400_000,
                2_000_000,
                100_000,
                200_000,
                3_000_000));
    assertThat(use.micros("")).isEqualTo(1_200_000);
    assertThat(use.share("edge-")).isCloseTo(0.45, within(1e-9));
    assertThat(use.ownShare()).isCloseTo(0.2, within(1e-9));
    assertThat(use.othersShare()).isCloseTo(0.2, within(1e-9));
    assertThat(use.stealShare()).isCloseTo(0.05, within(1e-9));
    assertThat(use.compilerShare()).isCloseTo(0.1, within(1e-9));
    assertThat(use.waitingThreads()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void shouldTakeOffWhatServersUseAtRestSecondForSecond() {
    CpuUse rest = new CpuUse(5, Map.of("edge-1", 100_000L, "redis-1", 50_000L), 0, 0, 0, 0, 0);
    CpuUse use = new CpuUse(10, Map.of("edge-1", 1_200_000L, "redis-1", 300_000L), 0, 0, 0, 0, 0);

    assertThat(use.microsBeyond(rest, "edge-")).isCloseTo(1_000_000, within(1e-6));
    assertThat(use.microsBeyond(rest, "")).isCloseTo(1_200_000, within(1e-6));
  }

  @Test
  void shouldBearWithThreadsThatHaveEnded() {
    CpuReading before = new CpuReading(0, Map.of(), 0, 0, 0, 500, 300);
    CpuReading after = new CpuReading(1_000_000_000L, Map.of(), 0, 0, 0, 400, 200);

    assertThat(after.since(before).compilerShare()).isZero();
    assertThat(after.since(before).waitingThreads()).isZero();
  }

  @Test
  void shouldNotBlameOthersForTheGrainOfTheClocks() {
    assertThat(new CpuUse(1, Map.of("edge-1", 20_000L), 0, 10_000, 0, 0, 0).othersShare()).isZero();
  }
}
