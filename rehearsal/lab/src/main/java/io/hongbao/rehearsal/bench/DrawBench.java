package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.draw.DrawSinks;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.IdentityJob;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TallySink;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.rehearsal.bench.stats.SteadyStateDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How fast the draw job reads a log of shakes that is there already: its task manager on one core,
 * log and cache on the other. Without answers its outcomes are thrown away, with them they go to
 * Redis as ever; the baseline reads the same log and does nothing with it.
 */
final class DrawBench {

  static final String NAME = "draw";

  private static final Duration TURN = Duration.ofMillis(200);

  private static final String WARM = "warm";
  private static final double SKIPPED_SHARE = 0.1;
  private static final int MAX_WARM_UPS = 8;
  private static final double WARM_UP_TOLERANCE = 0.07;

  private final LogServers servers;
  private final ServerPids pids;
  private final DrawJobSettings settings;
  private final LogReadRunner log;
  private final Scale scale;
  private final Notes notes;
  private final List<Tallied> discarded = new ArrayList<>();
  private final List<Tallied> identity = new ArrayList<>();
  private final List<Tallied> answered = new ArrayList<>();

  /** Share of a core that compilers took in the latest run. */
  private double compiling;

  private DrawBench(LogServers servers, LogReadRunner log, Scale scale, Notes notes) {
    this.servers = servers;
    this.pids = servers.pids();
    this.settings = servers.drawSettings();
    this.log = log;
    this.scale = scale;
    this.notes = notes;
  }

  static List<Figure> run(DataDirectory data, Scale scale, Notes notes)
      throws InterruptedException {
    // A turn is judged by its start, so the log may be filled when all of them are over.
    Duration open = TURN.multipliedBy(scale.logTurns() + 2L).plusSeconds(1);
    BenchCampaign campaign = BenchCampaign.gala(TURN, Duration.ofSeconds(open.toSeconds()));
    try (LogServers servers = LogServers.start(data, campaign, notes)) {
      fill(servers, scale, notes);
      ServerPids pids = servers.pids();
      pids.pinAll(BenchCores.LOAD);
      pids.pin(BenchCores.SERVERS, List.of("taskmanager-"));
      BenchCores.pinLoad();
      long shakes = (long) scale.logUsers() * scale.logTurns();
      return new DrawBench(servers, new LogReadRunner(servers, shakes, SKIPPED_SHARE), scale, notes)
          .run();
    }
  }

  private List<Figure> run() throws InterruptedException {
    warmUp();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      discarded.add(read("discard", this::discarding));
      identity.add(read("identity", this::identity));
      answered.add(read("answers", this::answering));
    }
    if (!servers.pids().equals(pids)) {
      throw new OperationFailedException("a server was started again while this was measured");
    }
    return figures();
  }

  private void warmUp() throws InterruptedException {
    warmUp(this::identity);
    warmUp(this::discarding);
    warmUp(this::answering);
  }

  private void warmUp(BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    SteadyStateDetector detector = new SteadyStateDetector(2, WARM_UP_TOLERANCE);
    int runs = 0;
    do {
      detector.add(read(WARM, job).perSecond());
      runs++;
    } while (!scale.isQuick()
        && runs < MAX_WARM_UPS
        && !(detector.isFlat() && compiling <= Notes.MAX_COMPILING));
  }

  private Tallied read(String name, BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    CpuReading before = pids.cpu();
    Tallied run = log.read(name, job);
    CpuUse use = pids.cpu().since(before);
    if (!name.equals(WARM)) {
      notes.quote(use);
    }
    compiling = use.compilerShare();
    notes.progress(
        String.format(
            Locale.ROOT,
            "draw, %s: %,.0f shakes/s, %.1f us each, %.0f %% of a core, compilers %.0f %%",
            name,
            run.perSecond(),
            run.cpuMicrosEach(),
            100 * run.cpuMicros() / (run.seconds() * 1e6),
            100 * compiling));
    return run;
  }

  private void discarding(StreamExecutionEnvironment environment, Path marks) {
    servers.drawDiscarding(environment, marks, log.step());
  }

  private void answering(StreamExecutionEnvironment environment, Path marks) {
    DrawSinks sinks = DrawSinks.of(settings);
    DrawJob.define(
        environment,
        settings,
        new DrawSinks(
            TallySink.before(sinks.outcomes(), marks, log.step()),
            sinks.packets(),
            sinks.deadLetters()));
  }

  private void identity(StreamExecutionEnvironment environment, Path marks) {
    IdentityJob.define(environment, settings, marks, log.step());
  }

  private List<Figure> figures() {
    List<Double> baseline = rates(identity);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(NAME, "ratio_to_identity", "ratio", Ratios.of(rates(discarded), baseline))
            .aimingAt(Goal.atLeast(0.25)));
    figures.add(
        Figure.of(NAME, "ratio_with_answers", "ratio", Ratios.of(rates(answered), baseline))
            .aimingAt(Goal.atLeast(0.1)));
    figures.add(
        Figure.of(
            NAME,
            "ratio_to_identity_by_cpu",
            "ratio",
            Ratios.of(costs(identity), costs(discarded))));
    figures.add(Figure.of(NAME, "shakes_per_second", "1/s", rates(discarded)));
    figures.add(Figure.of(NAME, "answers_per_second", "1/s", rates(answered)));
    figures.add(Figure.of(NAME, "identity_per_second", "1/s", baseline));
    figures.add(Figure.of(NAME, "cpu_us_per_shake", "us", costs(discarded)));
    figures.add(Figure.of(NAME, "cpu_us_with_answers", "us", costs(answered)));
    figures.add(Figure.of(NAME, "cpu_us_identity", "us", costs(identity)));
    return figures;
  }

  private static List<Double> rates(List<Tallied> runs) {
    return runs.stream().map(Tallied::perSecond).toList();
  }

  private static List<Double> costs(List<Tallied> runs) {
    return runs.stream().map(Tallied::cpuMicrosEach).toList();
  }

  private static void fill(LogServers servers, Scale scale, Notes notes)
      throws InterruptedException {
    servers.awaitWaveOver();
    long startNanos = System.nanoTime();
    try (ShakeAppender appender = new ShakeAppender(servers.kafka(), servers.plan())) {
      for (int turn = 0; turn < scale.logTurns(); turn++) {
        for (int user = 0; user < scale.logUsers(); user++) {
          appender.append(user, turn);
        }
      }
      appender.flush();
    }
    notes.progress(
        String.format(
            Locale.ROOT,
            "%,d shakes of %,d users are in the log after %.0f s",
            (long) scale.logUsers() * scale.logTurns(),
            scale.logUsers(),
            (System.nanoTime() - startNanos) / 1e9));
  }
}
