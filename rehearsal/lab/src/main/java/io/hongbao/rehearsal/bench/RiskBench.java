package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.JobProgress;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TalliedRiskJob;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.rules.file.RuleText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What judging a shake costs, by how many rules over how many signals, beside drawing the same log:
 * the task manager on one core, the log on the other. Everybody has a device, and four share an
 * address. A user shakes once in a second of the log, for that is how it is counted.
 */
final class RiskBench {

  static final String NAME = "risk";

  private static final Duration TURN = Duration.ofMillis(200);
  private static final int USERS_OF_ADDRESS = 4;
  private static final int ADDRESSES_OF_BLOCK = 250;

  /** Judging costs some fifty times as much as drawing: a smaller log is long enough. */
  private static final int FEWER_USERS = 40;

  private static final int MORE_TURNS = 4;

  /**
   * Code is cold at first, and of a log's first seconds some are gathered only. What is gathered
   * then is judged later, in the part that counts, as what is gathered at its end would be.
   */
  private static final double LEFT_OUT = 0.3;

  /** When the log's last second is over for sure, its lateness too. */
  private static final long QUIET_MILLIS = 4_000;

  /** Of rules and of signals. */
  private record Size(int rules, int signals) {

    String jobName() {
      return "rules-" + rules + "-signals-" + signals;
    }

    @Override
    public String toString() {
      return rules + "_rules_" + signals + "_signals";
    }
  }

  private static final Size ONE = new Size(1, BenchRules.WINDOW_SIGNALS);
  private static final Size USUAL = new Size(20, BenchRules.WINDOW_SIGNALS);
  private static final Size MANY = new Size(100, BenchRules.WINDOW_SIGNALS);

  /** With a sequence and neighbours, which only a rule that names them pays for. */
  private static final Size RELATED = new Size(20, BenchRules.MAX_SIGNALS);

  private static final String WARM = "warm-";

  /** In the lines that {@link #progressLine} makes, here and in other builds of Hongbao. */
  private static final Pattern USUAL_COST =
      Pattern.compile("risk, " + USUAL.jobName() + ": .*, ([0-9.]+) us each, .*");

  private static final List<Size> SIZES =
      List.of(ONE, USUAL, MANY, RELATED, new Size(1, 5), new Size(20, 5), new Size(100, 5));

  private final LogServers servers;
  private final ServerPids pids;
  private final LogReadRunner log;
  private final JobProgress progress;
  private final Scale scale;
  private final Notes notes;
  private final List<Double> draw = new ArrayList<>();
  private final Map<Size, List<Double>> risk = new LinkedHashMap<>();
  private final Map<JudgingKind, List<Double>> kinds = new EnumMap<>(JudgingKind.class);

  private RiskBench(
      LogServers servers, LogReadRunner log, JobProgress progress, Scale scale, Notes notes) {
    this.servers = servers;
    this.pids = servers.pids();
    this.log = log;
    this.progress = progress;
    this.scale = scale;
    this.notes = notes;
    SIZES.forEach(size -> risk.put(size, new ArrayList<>()));
  }

  /**
   * Measures.
   *
   * @param byKind whether also what each kind of signal costs, see {@link JudgingKind}
   */
  static List<Figure> run(DataDirectory data, Scale scale, boolean byKind, Notes notes)
      throws InterruptedException {
    int users = Math.max(1, scale.logUsers() / FEWER_USERS);
    int turns = scale.logTurns() * MORE_TURNS;
    Duration open = TURN.multipliedBy(turns + 2L).plusSeconds(1);
    BenchCampaign campaign = BenchCampaign.gala(TURN, Duration.ofSeconds(open.toSeconds()));
    try (LogServers servers = LogServers.start(data, campaign, notes);
        JobProgress progress = new JobProgress(servers.kafka())) {
      fill(servers, users, turns, notes);
      ServerPids pids = servers.pids();
      pids.pinAll(BenchCores.LOAD);
      pids.pin(BenchCores.SERVERS, List.of("taskmanager-"));
      BenchCores.pinLoad();
      LogReadRunner log = new LogReadRunner(servers, (long) users * turns, LEFT_OUT);
      return new RiskBench(servers, log, progress, scale, notes).run(byKind);
    }
  }

  private List<Figure> run(boolean byKind) throws InterruptedException {
    draw(WARM + "draw");
    judge(WARM + "risk", USUAL);
    for (int pair = 0; pair < scale.pairs(); pair++) {
      draw.add(draw("draw"));
      for (Size size : SIZES) {
        risk.get(size).add(judge(size.jobName(), size));
      }
      if (byKind) {
        for (JudgingKind kind : JudgingKind.values()) {
          kinds
              .computeIfAbsent(kind, unused -> new ArrayList<>())
              .add(judge(kind.jobName(), kind.rules()));
        }
      }
    }
    if (!servers.pids().equals(pids)) {
      throw new OperationFailedException("a server was started again while this was measured");
    }
    return figures();
  }

  private double read(String name, BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    CpuReading before = pids.cpu();
    Tallied run = log.read(name, job);
    CpuUse use = pids.cpu().since(before);
    if (!name.startsWith(WARM)) {
      notes.quote(use);
    }
    notes.progress(progressLine(name, run));
    return run.cpuMicrosEach();
  }

  /** What a run of the usual rules was found to cost, in a line of progress. */
  static Optional<Double> usualCost(String progressLine) {
    Matcher usual = USUAL_COST.matcher(progressLine);
    return usual.matches() ? Optional.of(Double.valueOf(usual.group(1))) : Optional.empty();
  }

  static String progressLine(String name, Tallied run) {
    return String.format(
        Locale.ROOT,
        "risk, %s: %,.0f shakes/s, %.1f us each, %.0f %% of a core",
        name,
        run.perSecond(),
        run.cpuMicrosEach(),
        100 * run.cpuMicros() / (run.seconds() * 1e6));
  }

  private double draw(String name) throws InterruptedException {
    return read(
        name, (environment, marks) -> servers.drawDiscarding(environment, marks, log.step()));
  }

  private double judge(String name, Size size) throws InterruptedException {
    return judge(name, BenchRules.texts(size.rules(), size.signals()));
  }

  private double judge(String name, List<RuleText> rules) throws InterruptedException {
    // Those of every draw of this log would be judged with it, however often it is read.
    progress.deleteAllButTheLast(Topics.PACKETS);
    servers.publish(rules);
    return read(
        name,
        (environment, marks) ->
            TalliedRiskJob.define(environment, servers.riskSettings(), marks, log.step()));
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(NAME, "ratio_to_draw", "ratio", Ratios.of(risk.get(USUAL), draw)));
    figures.add(
        Figure.of(NAME, "ratio_100_rules", "ratio", Ratios.of(risk.get(MANY), risk.get(ONE)))
            .aimingAt(Goal.atMost(3)));
    figures.add(
        Figure.of(
            NAME,
            "ratio_sequence_and_neighbours",
            "ratio",
            Ratios.of(risk.get(RELATED), risk.get(USUAL))));
    risk.forEach(
        (size, costs) ->
            figures.add(Figure.of(NAME, "ratio_to_draw_" + size, "ratio", Ratios.of(costs, draw))));
    figures.add(Figure.of(NAME, "cpu_us_draw", "us", draw));
    risk.forEach((size, costs) -> figures.add(Figure.of(NAME, "cpu_us_" + size, "us", costs)));
    kinds.forEach(
        (kind, costs) -> figures.add(Figure.of(NAME, "cpu_us_kind_" + kind, "us", costs)));
    JudgingKind.items(kinds)
        .forEach(
            (item, costs) ->
                figures.add(
                    Figure.of(
                        NAME,
                        "ratio_to_draw_item_" + item.name().toLowerCase(Locale.ROOT),
                        "ratio",
                        Ratios.of(costs, draw))));
    return figures;
  }

  private static void fill(LogServers servers, int users, int turns, Notes notes)
      throws InterruptedException {
    servers.awaitWaveOver();
    try (ShakeAppender appender = new ShakeAppender(servers.kafka(), servers.plan())) {
      for (int turn = 0; turn < turns; turn++) {
        TimeUnit.MILLISECONDS.sleep(1_000 - System.currentTimeMillis() % 1_000);
        for (int user = 0; user < users; user++) {
          appender.append(user, turn, "device-" + user, address(user));
        }
        appender.flush();
      }
      TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
      appender.tick();
      appender.flush();
    }
    notes.progress(
        String.format(
            Locale.ROOT, "%,d shakes of %,d users are in the log", (long) users * turns, users));
  }

  private static String address(int user) {
    int address = user / USERS_OF_ADDRESS;
    int block = address / ADDRESSES_OF_BLOCK;
    return String.format(
        Locale.ROOT, "10.%d.%d.%d", block / 250, block % 250, 1 + address % ADDRESSES_OF_BLOCK);
  }
}
