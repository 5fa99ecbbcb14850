package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.process.CpuUse;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RoadMeasurementTest {

  private static final double SECONDS = 10;

  @Test
  void shouldKeepUpWhenNearlyAllIsAnsweredInTime() {
    assertThat(RoadMeasurement.keepsUp(window(10_000, 9_950, 20))).isTrue();
  }

  @Test
  void shouldForgiveWhatIsStillOnItsWay() {
    assertThat(RoadMeasurement.keepsUp(window(10_000, 9_700, 20))).isTrue();
    assertThat(RoadMeasurement.keepsUp(window(10_000, 9_600, 20))).isFalse();
  }

  @Test
  void shouldNotKeepUpWhenAnswersAreLate() {
    assertThat(RoadMeasurement.keepsUp(window(10_000, 10_000, 1_500))).isFalse();
  }

  @Test
  void shouldNotKeepUpWithNothing() {
    assertThat(RoadMeasurement.keepsUp(window(0, 0, 1))).isFalse();
    assertThat(RoadMeasurement.keepsUp(window(2, 0, 1))).isFalse();
  }

  @Test
  void shouldCountTheTimeOfTheServersAskedForAlone() {
    assertThat(RoadMeasurement.cpuMicrosEach(window(1_000, 1_000, 20), List.of("edge-", "redis-")))
        .isEqualTo(70);
  }

  private static Window window(long due, long answered, long millis) {
    Histogram latencies = new Histogram(60_000_000, 3);
    latencies.recordValueWithCount(millis * 1_000, Math.max(1, answered));
    return new Window(
        new LoadCounts(due, due, 0, Map.of(ReplyKind.LOSING, answered)),
        new CpuUse(
            SECONDS,
            Map.of("edge-1", 60_000L, "redis-1", 10_000L, "kafka-1", 5_000_000L),
            1_000_000,
            9_000_000,
            0,
            0,
            0),
        latencies,
        new Histogram(60_000_000, 3));
  }
}
