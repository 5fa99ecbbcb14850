package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * How long a phone waits for a packet, against how long others wait for their miss at the same
 * time, at the load at which the road is quoted. A packet is written in more places.
 */
final class PrizeBench {

  static final String NAME = "prize";

  /** Fewer make no percentile 99. */
  private static final long MIN_PACKETS = 300;

  /** Winners are few, so they are waited for. */
  private static final int WINDOWS_LONGER = 2;

  private PrizeBench() {}

  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    ServerPids pids = system.pids();
    List<Window> windows = new ArrayList<>();
    try (LoadGenerator load = RoadMeasurement.load(system, system.shakes(""), scale)) {
      RoadMeasurement road = new RoadMeasurement(pids, load, scale, notes);
      double rate = RoadBench.QUOTED * road.findHighestRate();
      road.rest();
      for (int i = 0; i < scale.pairs(); i++) {
        windows.add(road.quotedAt(rate, scale.window().multipliedBy(WINDOWS_LONGER)));
      }
    }
    return figures(windows, notes);
  }

  private static List<Figure> figures(List<Window> windows, Notes notes) {
    if (windows.stream().anyMatch(it -> it.packetMicros().getTotalCount() < MIN_PACKETS)) {
      notes.warn("fewer than " + MIN_PACKETS + " packets were won while one was measured");
    }
    return List.of(
        figure(
                "ratio_to_losing",
                "ratio",
                windows,
                it -> millis(it.packetMicros(), 99) / millis(it.losingMicros(), 99))
            .aimingAt(Goal.atMost(1.5)),
        figure("p99_ms_packet", "ms", windows, it -> millis(it.packetMicros(), 99)),
        figure("p99_ms_losing", "ms", windows, it -> millis(it.losingMicros(), 99)),
        figure("p50_ms_packet", "ms", windows, it -> millis(it.packetMicros(), 50)),
        figure("p50_ms_losing", "ms", windows, it -> millis(it.losingMicros(), 50)),
        figure("packets", "packets", windows, it -> it.packetMicros().getTotalCount()),
        figure("rate", "1/s", windows, it -> it.perSecond(it.counts().answered())));
  }

  private static Figure figure(
      String name, String unit, List<Window> windows, ToDoubleFunction<Window> reading) {
    return Figure.of(NAME, name, unit, windows.stream().map(reading::applyAsDouble).toList());
  }

  private static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
