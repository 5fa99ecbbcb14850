package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.stats.Figure;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RatePointTest {

  private static final RatePoint SLOW = point(500, 2_000_000, 400_000);
  private static final RatePoint FAST = point(20_000, 8_000_000, 4_000_000);

  @Test
  void shouldNameFiguresAfterTheRate() {
    List<Figure> figures = SLOW.figures("road");

    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "cpu_us_at_500",
            "core_share_at_500",
            "p50_ms_at_500",
            "p99_ms_at_500",
            "echo_cpu_us_at_500",
            "echo_p99_ms_at_500");
    assertThat(figures.get(0)).isEqualTo(Figure.of("road", "cpu_us_at_500", "us", 400));
    assertThat(figures.get(1).spread().median()).isEqualTo(0.2);
    assertThat(figures.get(4).spread().median()).isEqualTo(80);
  }

  @Test
  void shouldDrawABarAsLongAsTheCost() {
    assertThat(RatePoint.picture(List.of(SLOW, FAST), "#"))
        .isEqualTo(
            """
              shakes/s  us each                             core   p50 ms   p99 ms  echo us   p99 ms
                   500  ########################    400.0    20 %     20.0     20.0     80.0      2.0
                20,000  ##                           40.0    80 %     20.0     20.0     20.0      2.0
            """);
  }

  private static RatePoint point(int perSecond, long serverMicros, long echoMicros) {
    long count = perSecond * 10L;
    return new RatePoint(
        perSecond,
        List.of(window("edge-1", serverMicros, ReplyKind.LOSING, count, 20)),
        List.of(window("echo-1", echoMicros, ReplyKind.ECHOED, count, 2)));
  }

  private static Window window(
      String server, long micros, ReplyKind kind, long count, long latencyMillis) {
    Histogram latencies = new Histogram(60_000_000, 3);
    latencies.recordValueWithCount(latencyMillis * 1_000, count);
    return new Window(
        new LoadCounts(count, count, 0, Map.of(kind, count)),
        new CpuUse(10, Map.of(server, micros), 0, micros, 0, 0, 0),
        latencies,
        new Histogram(60_000_000, 3));
  }
}
