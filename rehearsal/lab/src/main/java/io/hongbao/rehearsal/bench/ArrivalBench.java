package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.audience.OpenFiles;
import io.hongbao.rehearsal.audience.ahead.ArrivalSettings;
import io.hongbao.rehearsal.audience.ahead.Arrivals;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.OpenFileLimit;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.rehearsal.bench.stats.SteadyStateDetector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Phones that all come with the host's first word: what one of them costs an edge on a core of its
 * own, each over a new connection, against an echo on the same core. What the edge takes while
 * nobody comes is taken off. Also what a ticket with a wrong signature costs, and the bytes of a
 * losing shake.
 */
final class ArrivalBench {

  static final String NAME = "arrival";

  private static final int PHONES = 10_000;
  private static final int QUICK_PHONES = 200;
  private static final int PER_SECOND = 2_000;

  /** Of either process, for everything but these connections. */
  private static final int SPARE_FILES = 1_500;

  private static final int LOOKS = 3;
  private static final double TOLERANCE = 0.05;
  private static final double MAX_FAILED = 0.001;

  /** Who shakes over WebSockets has not shaken over HTTP. */
  private static final int OTHER_USERS = 1_000;

  /** Where a signature is changed, so that it is one of another content. */
  private static final int CHANGED_FROM_END = 10;

  private final BenchSystem system;
  private final Scale scale;
  private final Notes notes;
  private final ServerPids pids;
  private final Meter meter;
  private final int phones;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> microsEach = new ArrayList<>();
  private final List<Double> p50Millis = new ArrayList<>();
  private final List<Double> p99Millis = new ArrayList<>();
  private final List<Double> requestsEach = new ArrayList<>();
  private final List<Double> bytesUpEach = new ArrayList<>();
  private final List<Double> bytesDownEach = new ArrayList<>();

  private ArrivalBench(BenchSystem system, Scale scale, Notes notes) {
    this.system = system;
    this.scale = scale;
    this.notes = notes;
    this.pids = system.pids();
    this.meter = new Meter(pids, notes);
    this.phones = scale.isQuick() ? QUICK_PHONES : roomFor();
  }

  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    try (EchoProcess echo = EchoProcess.start(system.data(), EdgeBench.REPLY_BYTES)) {
      return new ArrivalBench(system, scale, notes).run(echo);
    }
  }

  private int roomFor() {
    long room =
        Math.min(OpenFiles.free(), OpenFileLimit.free(pids.byName().get("edge-1"))) - SPARE_FILES;
    if (room < QUICK_PHONES) {
      throw new OperationFailedException(
          "room for " + room + " connections: expected more open files (ulimit -n)");
    }
    if (room < PHONES) {
      notes.warn("only " + room + " phones arrive, as no more files may be open (ulimit -n)");
    }
    return (int) Math.min(PHONES, room);
  }

  /** What became of one crowd, and what the servers took meanwhile. */
  private record Round(Arrivals.Counts counts, Histogram micros, CpuUse cpu) {

    double microsEach(CpuUse rest) {
      return cpu.microsBeyond(rest, "edge-") / counts.arrived();
    }
  }

  private List<Figure> run(EchoProcess echo) throws InterruptedException {
    EchoBaseline baseline =
        new EchoBaseline(
            meter,
            notes,
            BenchSystem.address(echo.endpoint()),
            system.shakes("wait=0"),
            EdgeBench.CONNECTIONS);
    baseline.warmUp(scale.warmUp());
    warmUp();
    pids.pinAll(BenchCores.LOAD);
    pids.pin(BenchCores.SERVERS, List.of("edge-", "echo-"));
    meter.awaitQuiet();
    CpuUse rest = rest();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      measure(pair, rest);
      baseline.measure(scale.window());
    }
    double badTicketMicros = badTickets();
    List<Double> overHttp = ShakeBytes.overHttp(system, 0);
    List<Double> overWebSocket = ShakeBytes.overWebSocket(system, OTHER_USERS);
    return figures(baseline, badTicketMicros, overHttp, overWebSocket);
  }

  private CpuUse rest() throws InterruptedException {
    CpuReading before = pids.cpu();
    TimeUnit.NANOSECONDS.sleep(scale.window().toNanos());
    return pids.cpu().since(before);
  }

  private void warmUp() throws InterruptedException {
    pids.release();
    CpuUse rest = rest();
    SteadyStateDetector detector = new SteadyStateDetector(LOOKS, TOLERANCE);
    long startNanos = System.nanoTime();
    int others = Math.max(1, (system.users() - scale.pairs() * phones) / phones);
    int round = 0;
    do {
      double each = arrive(round % others * phones).microsEach(rest);
      notes.progress(String.format(Locale.ROOT, "warming up: %.1f us each", each));
      detector.add(each);
      round++;
    } while (!detector.isFlat() && System.nanoTime() - startNanos < scale.warmUp().toNanos());
  }

  /** Of users who have not come before: each ticket is verified. */
  private void measure(int pair, CpuUse rest) throws InterruptedException {
    Round round = arrive(system.users() - (pair + 1) * phones);
    Arrivals.Counts counts = round.counts();
    notes.quote(round.cpu());
    long failed = counts.failures().values().stream().mapToLong(Long::longValue).sum();
    if (failed > MAX_FAILED * phones) {
      notes.warn("phones did not arrive: " + counts.failures());
    }
    perSecond.add(counts.arrived() / round.cpu().seconds());
    microsEach.add(round.microsEach(rest));
    p50Millis.add(round.micros().getValueAtPercentile(50) / 1e3);
    p99Millis.add(round.micros().getValueAtPercentile(99) / 1e3);
    requestsEach.add((double) counts.requests() / counts.arrived());
    bytesUpEach.add((double) counts.sentBytes() / phones);
    bytesDownEach.add((double) counts.receivedBytes() / phones);
    notes.progress(
        String.format(
            Locale.ROOT,
            "arrivals %,.0f/s, %.1f us each, p99 %.1f ms, edge %.0f %% of a core; generator %.0f %%",
            perSecond.get(pair),
            microsEach.get(pair),
            p99Millis.get(pair),
            100 * round.cpu().share("edge-"),
            100 * round.cpu().ownShare()));
  }

  /** Phones stay connected until what they cost is read, as real ones would. */
  private Round arrive(int firstUser) throws InterruptedException {
    meter.awaitQuiet();
    ArrivalSettings settings =
        new ArrivalSettings(
            List.of(system.edge()), phones, Duration.ofMillis(phones * 1_000L / PER_SECOND), true);
    CpuReading before = pids.cpu();
    try (EventLoop loop = new EventLoop();
        Arrivals arrivals =
            new Arrivals(
                loop,
                settings,
                phone -> system.ticket(firstUser + phone).getBytes(StandardCharsets.US_ASCII),
                phone -> {})) {
      loop.run(arrivals::isOver);
      Round round =
          new Round(arrivals.counts(), arrivals.toArrivalMicros(), pids.cpu().since(before));
      if (round.counts().arrived() == 0) {
        throw new OperationFailedException("no phone arrived: " + round.counts().failures());
      }
      return round;
    }
  }

  /** Tickets that look right and are signed wrong: nothing of them is remembered. */
  private double badTickets() throws InterruptedException {
    Requests requests =
        Requests.shakes(phones, "127.0.0.1", "wait=0", user -> signedWrong(system.ticket(user)));
    meter.awaitQuiet();
    try (LoadGenerator load =
        LoadGenerator.start(
            BenchSystem.address(system.edge()),
            requests,
            new DueUsers(phones, Duration.ZERO),
            EdgeBench.CONNECTIONS,
            Pace.FULL)) {
      meter.measure(load, EchoBaseline.LEAD_IN);
      Window window = meter.measure(load, scale.window());
      long refused = window.counts().of(ReplyKind.REFUSED);
      if (refused == 0) {
        throw new OperationFailedException("no bad ticket was refused: " + window.counts());
      }
      notes.quote(window.cpu());
      return window.cpuMicrosEach("edge-", refused);
    }
  }

  static String signedWrong(String ticket) {
    int at = ticket.length() - CHANGED_FROM_END;
    char other = ticket.charAt(at) == 'A' ? 'B' : 'A';
    return ticket.substring(0, at) + other + ticket.substring(at + 1);
  }

  private List<Figure> figures(
      EchoBaseline baseline,
      double badTicketMicros,
      List<Double> overHttp,
      List<Double> overWebSocket) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(NAME, "ratio_to_echo", "ratio", Ratios.of(microsEach, baseline.microsEach()))
            .aimingAt(Goal.atMost(8)));
    figures.add(Figure.of(NAME, "arrived_per_second", "1/s", perSecond));
    figures.add(Figure.of(NAME, "cpu_us_each", "us", microsEach));
    figures.add(Figure.of(NAME, "p50_ms", "ms", p50Millis));
    figures.add(Figure.of(NAME, "p99_ms", "ms", p99Millis).aimingAt(Goal.atMost(1_000)));
    figures.add(
        Figure.of(NAME, "requests_each", "requests", requestsEach)
            .aimingAt(Goal.atMost(Arrivals.REQUESTS)));
    figures.add(Figure.of(NAME, "connections_each", "connections", 1).aimingAt(Goal.atMost(1)));
    figures.add(Figure.of(NAME, "bytes_up_each", "bytes", bytesUpEach));
    figures.add(Figure.of(NAME, "bytes_down_each", "bytes", bytesDownEach));
    figures.add(Figure.of(NAME, "bad_ticket_cpu_us", "us", badTicketMicros));
    figures.add(Figure.of(NAME, "echo_cpu_us", "us", baseline.microsEach()));
    figures.add(Figure.of(NAME, "shake_bytes_http", "bytes", overHttp).aimingAt(Goal.atMost(700)));
    figures.add(
        Figure.of(NAME, "shake_bytes_ws", "bytes", overWebSocket).aimingAt(Goal.atMost(200)));
    return figures;
  }
}
