package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.audience.ShowReply;
import io.hongbao.rehearsal.audience.ahead.AheadReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import io.hongbao.rehearsal.audience.ahead.AheadSettings;
import io.hongbao.rehearsal.audience.http.SingleCall;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Phones arrive, fetch all packages in slots that ask for a little more than the cap, and shake
 * when the wave opens: whether the edge keeps to its cap, and whether anything is fetched inside
 * the wave. What was sent is counted by the edge; it has a core of its own.
 */
final class PrefetchBench {

  static final String NAME = "prefetch";

  /** Slots that are shorter than the packages need, so that the cap is what holds them. */
  private static final double CROWDED = 0.9;

  private static final double STEADY_FROM = 0.2;
  private static final double STEADY_TO = 0.8;

  /** Of a core. */
  private static final double MAX_GENERATOR = 0.9;

  private static final Duration OPEN_TIMEOUT = Duration.ofMinutes(8);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TURN = Duration.ofSeconds(3);

  private final Size size;
  private final BenchPackages packages;
  private final BenchSystem system;
  private final Notes notes;

  /**
   * How much is fetched.
   *
   * @param capBytesPerSecond of the edge
   * @param spare for servers that start, and for who was refused near the end of all slots
   * @param shakesPerSecond when the wave is open
   */
  private record Size(
      int phones,
      int packages,
      long capBytesPerSecond,
      Duration arriveWithin,
      Duration spare,
      int shakesPerSecond,
      Duration shaking) {

    private static final Size FULL =
        new Size(
            20_000,
            BenchPackages.OF_A_SHOW,
            30_000_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            2_000,
            Duration.ofSeconds(20));

    private static final Size QUICK =
        new Size(
            200,
            5,
            500_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(40),
            50,
            Duration.ofSeconds(2));

    /** How long the packages take at the cap. */
    Duration atCap(BenchPackages packed) {
      return Duration.ofMillis(phones * packed.bytes() * 1_000 / capBytesPerSecond);
    }
  }

  /**
   * What an edge had sent at a moment.
   *
   * @param atMillis of the wall clock
   */
  record Sample(long atMillis, long sentBytes, CpuReading cpu) {}

  private PrefetchBench(Size size, BenchPackages packages, BenchSystem system, Notes notes) {
    this.size = size;
    this.packages = packages;
    this.system = system;
    this.notes = notes;
  }

  static List<Figure> run(DataDirectory data, Scale scale, Notes notes)
      throws InterruptedException {
    Size size = scale.isQuick() ? Size.QUICK : Size.FULL;
    BenchPackages packages = BenchPackages.pack(data, size.packages());
    Duration opensAfter = size.spare().plus(size.arriveWithin()).plus(size.atCap(packages));
    BenchCampaign show =
        BenchCampaign.gala(TURN, size.shaking().plusSeconds(40)).opening(opensAfter);
    try (BenchSystem system =
        BenchSystem.startUnopened(
            packages.servedUnder(size.capBytesPerSecond()), data, show, size.phones(), notes)) {
      BenchCores.pinLoad();
      return new PrefetchBench(size, packages, system, notes).run();
    }
  }

  private List<Figure> run() throws InterruptedException {
    ServerPids pids = system.pids();
    pids.pinAll(BenchCores.LOAD);
    pids.pin(BenchCores.SERVERS, List.of("edge-"));
    long opensAtMillis = opensAtMillis();
    Duration window =
        Duration.ofMillis(Math.max(1_000, (long) (CROWDED * size.atCap(packages).toMillis())));
    notes.progress(
        String.format(
            Locale.ROOT,
            "%,d phones fetch %,d packages of %,d bytes in slots over %d s",
            size.phones(),
            packages.count(),
            packages.bytes(),
            window.toSeconds()));
    Audience audience =
        new Audience(settings(), this::ticketOf)
            .ahead(new AheadSettings(Optional.of(size.arriveWithin()), true, Optional.of(window)));
    CompletableFuture<AudienceReport> run = CompletableFuture.supplyAsync(() -> runIn(audience));
    List<Sample> samples = new ArrayList<>();
    while (!run.isDone()) {
      samples.add(new Sample(System.currentTimeMillis(), system.sentResourceBytes(), pids.cpu()));
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    samples.add(new Sample(System.currentTimeMillis(), system.sentResourceBytes(), pids.cpu()));
    AudienceReport shakes = result(run);
    if (!shakes.isClean()) {
      notes.warn("shakes went wrong: " + shakes.errors());
    }
    return figures(audience.aheadReport().orElseThrow(), samples, opensAtMillis);
  }

  private AudienceReport runIn(Audience audience) {
    try {
      return audience.run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static AudienceReport result(CompletableFuture<AudienceReport> run) {
    try {
      return run.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("the audience failed", e.getCause());
    }
  }

  private AudienceSettings settings() {
    return new AudienceSettings(
        List.of(system.edge()),
        BenchSystem.USER_PREFIX,
        size.phones(),
        size.shakesPerSecond(),
        size.shaking(),
        AudienceSettings.DEFAULT_WAIT_SECONDS,
        AudienceSettings.defaultConnections(size.shakesPerSecond()),
        OPEN_TIMEOUT,
        AudienceSettings.DEFAULT_GRACE,
        1,
        Optional.empty());
  }

  private String ticketOf(String user) {
    int number = Integer.parseInt(user.substring(BenchSystem.USER_PREFIX.length() + 1));
    return system.ticket(number - 1);
  }

  private long opensAtMillis() {
    return SingleCall.get(system.edge(), "/v1/show", CALL_TIMEOUT)
        .reply()
        .map(reply -> ShowReply.parse(reply.body()).waves().get(0).opensAtMillis())
        .orElseThrow(() -> new OperationFailedException("the edge does not show the show"));
  }

  private List<Figure> figures(AheadReport ahead, List<Sample> samples, long opensAtMillis) {
    FetchReport fetching = ahead.fetching().orElseThrow();
    ArrivalReport arrival = ahead.arrival().orElseThrow();
    List<Sample> steady = steady(samples);
    Sample from = steady.get(0);
    Sample to = steady.get(steady.size() - 1);
    double rate = perSecond(from, to);
    CpuUse cpu = to.cpu().since(from.cpu());
    notes.quote(cpu);
    if (cpu.ownShare() > MAX_GENERATOR) {
      notes.warn("the phones had no time to spare: they may have held the rate down");
    }
    if (fetching.damaged() > 0 || fetching.failed() > 0) {
      notes.warn(fetching.damaged() + " contents damaged, " + fetching.failed() + " calls failed");
    }
    long sentInWave = sentSince(samples, opensAtMillis);
    double edgeMicros =
        cpu.micros("edge-") / Math.max(1, (to.sentBytes() - from.sentBytes()) / bytesOfOne());
    return List.of(
        Figure.of(NAME, "cap_deviation", "ratio", Math.abs(rate / size.capBytesPerSecond() - 1))
            .aimingAt(Goal.atMost(0.05)),
        Figure.of(NAME, "bytes_per_second", "bytes/s", rate),
        Figure.of(NAME, "cap_bytes_per_second", "bytes/s", (double) size.capBytesPerSecond()),
        Figure.of(NAME, "quiet_share", "ratio", fetching.quietShare()).aimingAt(Goal.atLeast(0.98)),
        Figure.of(NAME, "hit_share", "ratio", fetching.hitShare()).aimingAt(Goal.atLeast(0.98)),
        Figure.of(NAME, "bytes_in_wave", "bytes", (double) sentInWave).aimingAt(Goal.atMost(0)),
        Figure.of(NAME, "phones", "phones", ahead.phones()),
        Figure.of(NAME, "packages_each", "packages", fetching.packages()),
        Figure.of(NAME, "bytes_each", "bytes", (double) fetching.bytesEach()),
        Figure.of(NAME, "refused_per_package", "ratio", each(fetching.refused(), fetching)),
        Figure.of(NAME, "damaged", "packages", (double) fetching.damaged()),
        Figure.of(NAME, "fetch_s", "s", fetching.seconds()),
        Figure.of(NAME, "edge_cpu_us_per_package", "us", edgeMicros),
        Figure.of(NAME, "arrival_p99_ms", "ms", arrival.p99Micros() / 1e3));
  }

  private double bytesOfOne() {
    return (double) packages.bytes() / packages.count();
  }

  private static double each(long count, FetchReport fetching) {
    return (double) count / Math.max(1, fetching.fetched());
  }

  /** The samples between a fifth and four fifths of all bytes, or the first and the last. */
  static List<Sample> steady(List<Sample> samples) {
    long all = samples.get(samples.size() - 1).sentBytes();
    List<Sample> steady =
        samples.stream()
            .filter(it -> it.sentBytes() >= STEADY_FROM * all && it.sentBytes() <= STEADY_TO * all)
            .toList();
    return steady.size() < 2 ? samples : steady;
  }

  static double perSecond(Sample from, Sample to) {
    return (to.sentBytes() - from.sentBytes()) * 1e3 / (to.atMillis() - from.atMillis());
  }

  /** What was sent after an instant, from the last sample before it on. */
  static long sentSince(List<Sample> samples, long atMillis) {
    long before =
        samples.stream()
            .filter(it -> it.atMillis() <= atMillis)
            .mapToLong(Sample::sentBytes)
            .max()
            .orElse(0);
    return samples.get(samples.size() - 1).sentBytes() - before;
  }
}
