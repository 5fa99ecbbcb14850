package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Shake in, answer out over WebSockets against the same over HTTP, in turn at one rate: what the
 * edge and all servers together spend on it on one core, and how long a phone waits. Half of the
 * users have a WebSocket each, the others share connections of HTTP.
 */
final class LiveRoadBench {

  /** Of {@link RoadBench}, so that both are found under one name. */
  private static final String NAME = RoadBench.NAME;

  private static final List<String> EDGE = List.of("edge-");

  private final RoadMeasurement http;
  private final RoadMeasurement live;
  private final Scale scale;
  private final Notes notes;

  private LiveRoadBench(RoadMeasurement http, RoadMeasurement live, Scale scale, Notes notes) {
    this.http = http;
    this.live = live;
    this.scale = scale;
    this.notes = notes;
  }

  /**
   * Measures.
   *
   * @param scale {@link Scale#live}
   */
  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    ServerPids pids = system.pids();
    pids.pinAll(BenchCores.SERVERS);
    int users = scale.users() / 2;
    Duration turn = scale.turn().plus(EdgeBench.TURN_MARGIN);
    Requests requests = system.shakes("", users, users);
    notes.progress(String.format(Locale.ROOT, "connects %,d WebSockets", users));
    try (LoadGenerator overHttp = RoadMeasurement.load(system, requests, scale);
        LoadGenerator overWebSockets =
            LoadGenerator.startLive(
                BenchSystem.address(system.edge()),
                system::ticket,
                new DueUsers(users, turn),
                users,
                Pace.NONE)) {
      return new LiveRoadBench(
              new RoadMeasurement(pids, overHttp, scale, notes),
              new RoadMeasurement(pids, overWebSockets, scale, notes),
              scale,
              notes)
          .run(users);
    }
  }

  private List<Figure> run(int users) throws InterruptedException {
    double highest = http.findHighestRate();
    http.rest();
    live.warmUp();
    live.rest();
    double rate = RoadBench.QUOTED * highest;
    List<Window> overHttp = new ArrayList<>();
    List<Window> overWebSockets = new ArrayList<>();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      notes.progress("over HTTP");
      overHttp.add(http.quotedAt(rate, scale.window()));
      http.rest();
      notes.progress("over WebSockets");
      overWebSockets.add(live.quotedAt(rate, scale.window()));
      live.rest();
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(NAME, "ratio_ws_to_http_edge", "ratio", ratios(overWebSockets, overHttp, EDGE))
            .aimingAt(Goal.atMost(0.6)));
    figures.add(
        Figure.of(
                NAME,
                "ratio_ws_to_http",
                "ratio",
                ratios(overWebSockets, overHttp, RoadMeasurement.SERVERS))
            .aimingAt(Goal.atMost(0.8)));
    add(figures, "http", overHttp);
    add(figures, "ws", overWebSockets);
    figures.add(Figure.of(NAME, "rate", "1/s", rate));
    figures.add(Figure.of(NAME, "websockets", "connections", users));
    return figures;
  }

  private static void add(List<Figure> figures, String transport, List<Window> windows) {
    figures.add(Figure.of(NAME, "cpu_us_edge_" + transport, "us", micros(windows, EDGE)));
    figures.add(
        Figure.of(NAME, "cpu_us_" + transport, "us", micros(windows, RoadMeasurement.SERVERS)));
    figures.add(
        Figure.of(NAME, "p50_ms_" + transport, "ms", each(windows, it -> it.latencyMillis(50))));
    figures.add(
        Figure.of(NAME, "p99_ms_" + transport, "ms", each(windows, it -> it.latencyMillis(99))));
  }

  private static List<Double> ratios(List<Window> these, List<Window> those, List<String> servers) {
    return Ratios.of(micros(these, servers), micros(those, servers));
  }

  private static List<Double> micros(List<Window> windows, List<String> servers) {
    return each(windows, window -> RoadMeasurement.cpuMicrosEach(window, servers));
  }

  private static List<Double> each(List<Window> windows, ToDoubleFunction<Window> reading) {
    return windows.stream().map(reading::applyAsDouble).toList();
  }
}
