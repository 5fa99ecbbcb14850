package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.show.preview.Glyphs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Shake in, answer out over HTTP: what all servers together spend on it on one core, how many a
 * second they bear, and how long a phone waits, against an echo on the same core. The other core
 * has the load alone.
 */
final class RoadBench {

  static final String NAME = "road";

  /** {@code {"shakeId":"first-17","result":"MISS","nextShakeAfterMs":2417}} */
  static final int REPLY_BYTES = 63;

  /** Load at which latency and cost are quoted, as a share of the highest rate. */
  static final double QUOTED = 0.7;

  /** Shakes a second at which cost and latency are shown beside the echo's, as far as it goes. */
  static final List<Integer> RATES = List.of(500, 1_500, 5_000, 10_000, 20_000);

  /** Figures of cost, and whose it is. */
  static final Map<String, List<String>> PROCESSES = processes();

  private final RoadMeasurement road;
  private final Scale scale;
  private final Notes notes;

  private RoadBench(RoadMeasurement road, Scale scale, Notes notes) {
    this.road = road;
    this.scale = scale;
    this.notes = notes;
  }

  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    try (EchoProcess echo = EchoProcess.start(system.data(), REPLY_BYTES)) {
      ServerPids pids = system.pids();
      pids.pinAll(BenchCores.SERVERS);
      Meter meter = new Meter(pids, notes);
      Requests requests = system.shakes("");
      EchoBaseline baseline =
          new EchoBaseline(
              meter,
              notes,
              BenchSystem.address(echo.endpoint()),
              requests,
              RoadMeasurement.CONNECTIONS);
      baseline.warmUp(scale.warmUp());
      try (LoadGenerator load = RoadMeasurement.load(system, requests, scale)) {
        return new RoadBench(new RoadMeasurement(pids, load, scale, notes), scale, notes)
            .run(baseline);
      }
    }
  }

  private List<Figure> run(EchoBaseline baseline) throws InterruptedException {
    double highest = road.findHighestRate();
    List<Window> quoted = new ArrayList<>();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      quoted.add(road.quotedAt(QUOTED * highest, scale.window()));
      road.rest();
      baseline.measure(scale.window());
    }
    List<Double> microsEach =
        each(quoted, window -> RoadMeasurement.cpuMicrosEach(window, RoadMeasurement.SERVERS));
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(NAME, "ratio_to_echo", "ratio", Ratios.of(microsEach, baseline.microsEach()))
            .aimingAt(Goal.atMost(2.0)));
    figures.add(Figure.of(NAME, "cpu_us_per_shake", "us", microsEach).aimingAt(Goal.atMost(50)));
    PROCESSES.forEach(
        (figure, processes) ->
            figures.add(
                Figure.of(
                    NAME,
                    figure,
                    "us",
                    each(quoted, window -> RoadMeasurement.cpuMicrosEach(window, processes)))));
    figures.add(Figure.of(NAME, "highest_rate", "1/s", highest));
    latencies(figures, "70", quoted);
    if (!scale.isQuick()) {
      latencies(figures, "30", windowsAt(0.3 * highest));
      latencies(figures, "100", windowsAt(highest));
      List<Double> atRest = new ArrayList<>();
      for (int i = 0; i < scale.pairs(); i++) {
        atRest.add(road.idleShare());
      }
      figures.add(Figure.of(NAME, "core_share_at_rest", "ratio", atRest));
      // The same by the name that scripts have known.
      figures.add(Figure.of(NAME, "idle_core_share", "ratio", atRest));
      List<RatePoint> points = pointsUpTo(highest, baseline);
      points.forEach(point -> figures.addAll(point.figures(NAME)));
      boolean blocks = Glyphs.of(System.getenv()) == Glyphs.BLOCKS;
      notes.show("\n" + RatePoint.picture(points, blocks ? "█" : "#") + "\n");
    }
    figures.add(Figure.of(NAME, "echo_cpu_us", "us", baseline.microsEach()));
    figures.add(Figure.of(NAME, "echo_per_second", "1/s", baseline.perSecond()));
    notes.progress(String.format(Locale.ROOT, "road: done, highest rate %,.0f/s", highest));
    return figures;
  }

  private List<Window> windowsAt(double rate) throws InterruptedException {
    road.rest();
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < scale.pairs(); i++) {
      windows.add(road.quotedAt(rate, scale.window()));
    }
    return windows;
  }

  private List<RatePoint> pointsUpTo(double highest, EchoBaseline baseline)
      throws InterruptedException {
    List<RatePoint> points = new ArrayList<>();
    Duration length = scale.window().dividedBy(2);
    for (int perSecond : RATES.stream().filter(rate -> rate <= highest).toList()) {
      List<Window> windows = new ArrayList<>();
      List<Window> echoes = new ArrayList<>();
      for (int pair = 0; pair < scale.pairs(); pair++) {
        windows.add(road.quotedAt(perSecond, length));
        road.rest();
        echoes.add(baseline.measure(new Pace(perSecond), length));
      }
      points.add(new RatePoint(perSecond, windows, echoes));
    }
    return points;
  }

  private static void latencies(List<Figure> figures, String percent, List<Window> windows) {
    Figure p50 =
        Figure.of(NAME, "p50_ms_at_" + percent, "ms", each(windows, it -> it.latencyMillis(50)));
    Figure p99 =
        Figure.of(NAME, "p99_ms_at_" + percent, "ms", each(windows, it -> it.latencyMillis(99)));
    boolean isQuoted = percent.equals("70");
    figures.add(isQuoted ? p50.aimingAt(Goal.atMost(15)) : p50);
    figures.add(isQuoted ? p99.aimingAt(Goal.atMost(100)) : p99);
  }

  private static List<Double> each(List<Window> windows, ToDoubleFunction<Window> reading) {
    return windows.stream().map(reading::applyAsDouble).toList();
  }

  private static Map<String, List<String>> processes() {
    Map<String, List<String>> processes = new LinkedHashMap<>();
    processes.put("cpu_us_edge", List.of("edge-"));
    processes.put("cpu_us_kafka", List.of("kafka-"));
    processes.put("cpu_us_draw", List.of("taskmanager-", "jobmanager-"));
    processes.put("cpu_us_redis", List.of("redis-"));
    return processes;
  }
}
