package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
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

/**
 * Acknowledged shakes a second of one edge on a core of its own, against an echo on the same core.
 * The other core has everything else: log, draw, cache and load.
 */
final class EdgeBench {

  static final String NAME = "edge";

  static final int CONNECTIONS = 1_024;

  /** {@code {"shakeId":"first-17"}} */
  static final int REPLY_BYTES = 22;

  /** Turns count from the edge's clock when a request comes, and requests may overtake. */
  static final Duration TURN_MARGIN = Duration.ofMillis(50);

  /** Below this share of its core the edge was not what held the rate down. */
  private static final double MIN_SHARE = 0.93;

  private static final double MAX_REPEATS = 0.005;

  private final BenchSystem system;
  private final Scale scale;
  private final Notes notes;
  private final ServerPids pids;
  private final Meter meter;
  private final Requests requests;
  private final DueUsers rotation;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> microsEach = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();

  private EdgeBench(BenchSystem system, Scale scale, Notes notes) {
    this.system = system;
    this.scale = scale;
    this.notes = notes;
    this.pids = system.pids();
    this.meter = new Meter(pids, notes);
    this.requests = system.shakes("wait=0");
    this.rotation = new DueUsers(requests.users(), scale.turn().plus(TURN_MARGIN));
  }

  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    try (EchoProcess echo = EchoProcess.start(system.data(), REPLY_BYTES)) {
      return new EdgeBench(system, scale, notes).run(echo);
    }
  }

  /** Processor time of the edge for one shake, in microseconds, measured once without the echo. */
  static double microsEach(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    EdgeBench bench = new EdgeBench(system, scale, notes);
    bench.warmUp();
    bench.measure();
    return bench.microsEach.get(0);
  }

  private List<Figure> run(EchoProcess echo) throws InterruptedException {
    EchoBaseline baseline =
        new EchoBaseline(meter, notes, BenchSystem.address(echo.endpoint()), requests, CONNECTIONS);
    baseline.warmUp(scale.warmUp());
    warmUp();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      measure();
      baseline.measure(scale.window());
    }
    return figures(baseline);
  }

  /** Warms up on all cores, and binds the edge to one. */
  private void warmUp() throws InterruptedException {
    pids.release();
    underLoad(
        load ->
            meter.warmUp(
                "the edge's rate",
                load,
                Duration.ofSeconds(2),
                scale.warmUp(),
                window -> window.perSecond(window.counts().of(ReplyKind.ACCEPTED))));
    pids.pinAll(BenchCores.LOAD);
    pids.pin(BenchCores.SERVERS, List.of("edge-", "echo-"));
  }

  private void measure() throws InterruptedException {
    meter.awaitQuiet();
    underLoad(this::measure);
  }

  /** What is done while there is load. */
  @FunctionalInterface
  private interface UnderLoad {
    void run(LoadGenerator load) throws InterruptedException;
  }

  private void underLoad(UnderLoad what) throws InterruptedException {
    try (LoadGenerator load =
            LoadGenerator.start(
                BenchSystem.address(system.edge()), requests, rotation, CONNECTIONS, Pace.FULL);
        PendingGuard guard = PendingGuard.watch(() -> system.gauges().pending(), load)) {
      what.run(load);
      if (guard.hasHeldBack()) {
        notes.warn("the draw on the other core held the edge's rate down");
      }
    }
  }

  private void measure(LoadGenerator load) throws InterruptedException {
    meter.measure(load, EchoBaseline.LEAD_IN);
    EdgeCounters before = system.gauges();
    Window window = meter.measure(load, scale.window());
    EdgeCounters after = system.gauges();
    long accepted = window.counts().of(ReplyKind.ACCEPTED);
    if (accepted == 0) {
      throw new OperationFailedException("the edge accepts no shake: " + window.counts());
    }
    double each = window.cpuMicrosEach("edge-", accepted);
    double share = window.cpu().share("edge-");
    perSecond.add(window.perSecond(accepted));
    microsEach.add(each);
    shares.add(share);
    notes.quote(window.cpu());
    notes.progress(
        String.format(
            Locale.ROOT,
            "edge %,.0f/s, %.1f us each, %.0f %% of a core; log %.0f %%, draw %.0f %%, cache %.0f"
                + " %%, generator %.0f %% of the other",
            window.perSecond(accepted),
            each,
            100 * share,
            100 * window.cpu().share("kafka-"),
            100 * (window.cpu().share("taskmanager-") + window.cpu().share("jobmanager-")),
            100 * window.cpu().share("redis-"),
            100 * window.cpu().ownShare()));
    judge(window, before, after, share);
  }

  private void judge(Window window, EdgeCounters before, EdgeCounters after, double share) {
    long logged = after.logged() - before.logged();
    if (after.repeats() - before.repeats() > MAX_REPEATS * logged) {
      notes.warn("shakes repeated others: the edge had less to do");
    }
    if (window.failures() > MAX_REPEATS * window.counts().replies()) {
      notes.warn("the edge refused shakes: " + window.counts().heard());
    }
    if (window.counts().heldBack() > 0 && share < MIN_SHARE) {
      notes.warn("users had no turn left: the rate is as high as so many users can make it");
    }
    if (share < MIN_SHARE) {
      notes.warn(
          String.format(
              Locale.ROOT,
              "The edge used only %.0f %% of its core because the other core was the"
                  + " bottleneck; read the rate per second of its CPU time instead.",
              100 * share));
    }
  }

  private List<Figure> figures(EchoBaseline baseline) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(NAME, "ratio_to_echo", "ratio", Ratios.of(perSecond, baseline.perSecond()))
            .aimingAt(Goal.atLeast(0.6)));
    figures.add(
        Figure.of(NAME, "shakes_per_second", "1/s", perSecond).aimingAt(Goal.atLeast(22_000)));
    figures.add(
        Figure.of(
            NAME, "ratio_to_echo_by_cpu", "ratio", Ratios.of(baseline.microsEach(), microsEach)));
    figures.add(Figure.of(NAME, "cpu_us_per_shake", "us", microsEach));
    figures.add(Figure.of(NAME, "core_share", "ratio", shares));
    figures.add(Figure.of(NAME, "echo_per_second", "1/s", baseline.perSecond()));
    figures.add(Figure.of(NAME, "echo_cpu_us", "us", baseline.microsEach()));
    return figures;
  }
}
