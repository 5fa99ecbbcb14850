package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shakes at a rate and their answers. For one thread. */
final class RoadMeasurement {

  static final int CONNECTIONS = 1_024;

  private static final double FIRST_RATE = 3_000;
  private static final double STEP_FACTOR = 1.3;
  private static final double PRECISION = 0.06;
  private static final int MAX_TRIES = 24;

  private static final double WARM_UP_RATE = 5_000;

  /** What a slow machine bears too. */
  private static final double QUICK_RATE = 500;

  /**
   * Who answers fewer of the shakes that were due does not keep up, not counting those that were
   * due in the last moment: their answers may still be on their way.
   */
  private static final double MIN_ANSWERED = 0.99;

  private static final double ON_THEIR_WAY_SECONDS = 0.25;

  /** Nor who answers one of a hundred this late. */
  private static final double MAX_P99_MILLIS = 1_000;

  /** All servers but the echo. */
  static final List<String> SERVERS =
      List.of("edge-", "kafka-", "taskmanager-", "jobmanager-", "redis-");

  private final ServerPids pids;
  private final Meter meter;
  private final LoadGenerator load;
  private final Scale scale;
  private final Notes notes;

  RoadMeasurement(ServerPids pids, LoadGenerator load, Scale scale, Notes notes) {
    this.pids = pids;
    this.meter = new Meter(pids, notes);
    this.load = load;
    this.scale = scale;
    this.notes = notes;
  }

  /** Connects to the edge, and sends nothing yet. */
  static LoadGenerator load(BenchSystem system, Requests requests, Scale scale) {
    return LoadGenerator.start(
        BenchSystem.address(system.edge()),
        requests,
        new DueUsers(requests.users(), scale.turn().plus(EdgeBench.TURN_MARGIN)),
        CONNECTIONS,
        Pace.NONE);
  }

  /**
   * Warms the servers up, on all cores, and finds the highest rate that they keep up with on one;
   * in a hurry, any at which they answer.
   *
   * @throws OperationFailedException if they keep up with none
   */
  double findHighestRate() throws InterruptedException {
    warmUp();
    if (scale.isQuick()) {
      LoadCounts counts = at(QUICK_RATE, scale.window()).counts();
      if (counts.answered() == 0) {
        throw new OperationFailedException(
            "the road does not work: no shake was answered: " + counts);
      }
      return QUICK_RATE;
    }
    RateSearch search =
        new RateSearch(FIRST_RATE, scale.maxPerSecond(), STEP_FACTOR, PRECISION, MAX_TRIES);
    Duration step = Duration.ofSeconds(6);
    LoadCounts latest = load.counts();
    for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
      Window window = at(rate.getAsDouble(), step);
      latest = window.counts();
      boolean keptUp = keepsUp(window);
      search.tried(keptUp);
      if (!keptUp) {
        rest();
      }
    }
    if (search.highest() == 0) {
      throw new OperationFailedException(
          "the road does not work: at no rate were shakes answered; lately " + latest);
    }
    return search.highest();
  }

  /** Warms the servers up, on all cores, and binds them to one. */
  void warmUp() throws InterruptedException {
    pids.release();
    load.follow(new Pace(scale.isQuick() ? QUICK_RATE : WARM_UP_RATE));
    meter.warmUp(
        "the road's cost",
        load,
        scale.isQuick() ? scale.window() : Duration.ofSeconds(5),
        scale.warmUp(),
        window -> cpuMicrosEach(window, SERVERS));
    pids.pinAll(BenchCores.SERVERS);
  }

  /** Measures what is quoted. */
  Window quotedAt(double rate, Duration length) throws InterruptedException {
    Window window = at(rate, length);
    notes.quote(window.cpu());
    return window;
  }

  /** Measures at a rate, once that has had a moment to settle. */
  Window at(double rate, Duration length) throws InterruptedException {
    load.follow(new Pace(rate));
    meter.measure(load, length.dividedBy(4));
    Window window = meter.measure(load, length);
    notes.progress(
        String.format(
            Locale.ROOT,
            "road %,.0f/s: %,.0f answers/s, p50 %.1f ms, p99 %.1f ms, %.1f us each, %.0f %% of a"
                + " core; generator %.0f %%",
            rate,
            window.perSecond(window.counts().answered()),
            window.latencyMillis(50),
            window.latencyMillis(99),
            cpuMicrosEach(window, SERVERS),
            100 * share(window.cpu()),
            100 * window.cpu().ownShare()));
    if (window.failures() > 0) {
      notes.progress("  not all were answers: " + window.counts().heard());
    }
    return window;
  }

  /** Sends nothing until the servers have done all they were asked for. */
  void rest() throws InterruptedException {
    load.follow(Pace.NONE);
    meter.awaitQuiet();
  }

  /** The share of the core that servers take while nobody shakes. */
  double idleShare() throws InterruptedException {
    rest();
    CpuUse use = meter.measure(load, scale.window()).cpu();
    notes.quote(use);
    return share(use);
  }

  /** The share of a core that all servers but the echo took. */
  static double share(CpuUse use) {
    return SERVERS.stream().mapToDouble(use::share).sum();
  }

  static boolean keepsUp(Window window) {
    LoadCounts counts = window.counts();
    double onTheirWay = ON_THEIR_WAY_SECONDS * window.perSecond(counts.due());
    return counts.answered() > 0
        && counts.answered() >= MIN_ANSWERED * counts.due() - onTheirWay
        && window.latencyMillis(99) <= MAX_P99_MILLIS;
  }

  /** Processor time of these servers for one answered shake, in microseconds. */
  static double cpuMicrosEach(Window window, List<String> servers) {
    return servers.stream()
        .mapToDouble(server -> window.cpuMicrosEach(server, window.counts().answered()))
        .sum();
  }
}
