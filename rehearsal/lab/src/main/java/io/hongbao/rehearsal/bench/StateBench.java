package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.ops.flink.FlinkApi;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.JobProgress;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TallyMark;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.rehearsal.bench.stats.SteadyStateDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a passing turn costs the draw, how long its checkpoints take, and how soon it draws again
 * after the death of its task manager, with ever more users' tallies in RocksDB. The task manager
 * has a core of its own; outcomes are thrown away.
 */
final class StateBench {

  static final String NAME = "state";

  private static final Duration TURN = Duration.ofMillis(200);

  /** Tallies, and how figures call them. */
  private static final Map<Integer, String> SIZES =
      new TreeMap<>(Map.of(100_000, "100k", 1_000_000, "1m", 10_000_000, "10m", 30_000_000, "30m"));

  private static final Map<Integer, String> QUICK_SIZES =
      new TreeMap<>(Map.of(20_000, "20k", 100_000, "100k"));

  /**
   * So many users shake in a turn. The first so many do while the task manager warms up, others
   * when it is measured, so that no tally is warm and none has grown.
   */
  private static final int SHAKES_A_TURN = 50_000;

  private static final int QUICK_SHAKES_A_TURN = 10_000;

  private static final int MAX_WARM_UPS = 12;
  private static final int MAX_QUICK_WARM_UPS = 2;
  private static final double WARM_UP_TOLERANCE = 0.08;

  /** A prime, so that steps of it visit every user. */
  private static final long STRIDE = 7_368_787;

  private static final int MARKS_A_TURN = 50;

  private static final Duration DECISION_TIMEOUT = Duration.ofMinutes(60);
  private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(2);
  private static final long CHECK_EVERY_MILLIS = 100;

  private final LogServers servers;
  private final ShakeAppender appender;
  private final JobProgress progress;
  private final FlinkApi flink;
  private final Scale scale;
  private final Notes notes;
  private final Path marks;
  private final int shakesATurn;
  private final int maxWarmUps;
  private final List<Figure> figures = new ArrayList<>();

  /** Users with a tally, and turns that were used so far. */
  private int users;

  private int turns = 1;
  private long measured;
  private double minCost;

  private StateBench(
      LogServers servers, ShakeAppender appender, JobProgress progress, Scale scale, Notes notes) {
    this.servers = servers;
    this.appender = appender;
    this.progress = progress;
    this.flink = servers.flink();
    this.scale = scale;
    this.notes = notes;
    this.marks = servers.data().root().resolve("state.marks");
    this.shakesATurn = scale.isQuick() ? QUICK_SHAKES_A_TURN : SHAKES_A_TURN;
    this.maxWarmUps = maxWarmUps(scale);
  }

  static List<Figure> run(DataDirectory data, Scale scale, Notes notes)
      throws InterruptedException {
    Map<Integer, String> sizes = scale.isQuick() ? QUICK_SIZES : SIZES;
    // One turn fills, and at each size some warm up, some are measured and one ends a restart.
    int turns = 1 + sizes.size() * (maxWarmUps(scale) + scale.pairs() + 1);
    long openSeconds = TURN.multipliedBy(turns + 2L).toSeconds() + 1;
    BenchCampaign show = BenchCampaign.passing(TURN, Duration.ofSeconds(openSeconds));
    try (LogServers servers = LogServers.start(data, show, notes);
        ShakeAppender appender = new ShakeAppender(servers.kafka(), servers.plan());
        JobProgress progress = new JobProgress(servers.kafka())) {
      servers.awaitWaveOver();
      StateBench bench = new StateBench(servers, appender, progress, scale, notes);
      bench.start();
      for (Map.Entry<Integer, String> size : sizes.entrySet()) {
        bench.measureAt(size.getKey(), size.getValue());
      }
      return bench.figures;
    }
  }

  private static int maxWarmUps(Scale scale) {
    return scale.isQuick() ? MAX_QUICK_WARM_UPS : MAX_WARM_UPS;
  }

  private void start() {
    servers.submit(
        DrawJob.NAME,
        environment -> servers.drawDiscarding(environment, marks, shakesATurn / MARKS_A_TURN));
    pin();
    BenchCores.pinLoad();
  }

  private void pin() {
    ServerPids pids = servers.pids();
    pids.pinAll(BenchCores.LOAD);
    pids.pin(BenchCores.SERVERS, List.of("taskmanager-"));
  }

  private void measureAt(int size, String name) throws InterruptedException {
    fillUpTo(size);
    List<Double> costs = new ArrayList<>();
    List<Double> elapsed = new ArrayList<>();
    Map<Long, Long> checkpoints = new TreeMap<>();
    SteadyStateDetector detector = new SteadyStateDetector(3, WARM_UP_TOLERANCE);
    for (int round = 0; round < maxWarmUps && !detector.isFlat(); round++) {
      detector.add(measureTurn(true, new TreeMap<>()).cpuMicrosEach());
    }
    for (int round = 0; round < scale.pairs(); round++) {
      CpuReading before = servers.pids().cpu();
      Tallied turn = measureTurn(false, checkpoints);
      notes.quote(servers.pids().cpu().since(before));
      costs.add(turn.cpuMicrosEach());
      elapsed.add(1e6 / turn.perSecond());
    }
    double restartSeconds = restart();
    Figure cost = Figure.of(NAME, "cpu_us_at_" + name, "us", costs);
    if (figures.isEmpty()) {
      minCost = cost.spread().median();
    } else {
      figures.add(
          Figure.of(
                  NAME,
                  "ratio_at_" + name,
                  "ratio",
                  costs.stream().map(it -> it / minCost).toList())
              .aimingAt(Goal.atMost(2)));
    }
    figures.add(cost);
    figures.add(Figure.of(NAME, "elapsed_us_at_" + name, "us", elapsed));
    Figure checkpoint =
        Figure.of(
            NAME,
            "checkpoint_ms_at_" + name,
            "ms",
            checkpoints.values().stream().map(Long::doubleValue).toList());
    Figure restart = Figure.of(NAME, "restart_s_at_" + name, "s", restartSeconds);
    boolean hasGoals = name.equals("10m");
    figures.add(hasGoals ? checkpoint.aimingAt(Goal.atMost(1_000)) : checkpoint);
    figures.add(hasGoals ? restart.aimingAt(Goal.atMost(30)) : restart);
    notes.progress(
        String.format(
            Locale.ROOT,
            "state of %s users: %.1f us a passing turn, checkpoint %.0f ms, drawing again after"
                + " %.1f s",
            name,
            cost.spread().median(),
            checkpoint.spread().median(),
            restartSeconds));
  }

  private void fillUpTo(int size) throws InterruptedException {
    long startNanos = System.nanoTime();
    int added = size - users;
    for (; users < size; users++) {
      appender.append(users, 0);
    }
    appender.flush();
    progress.awaitDecided(DECISION_TIMEOUT);
    notes.progress(
        String.format(
            Locale.ROOT,
            "%,d more users have a tally after %.0f s",
            added,
            (System.nanoTime() - startNanos) / 1e9));
  }

  /**
   * Lets some users use their next turn, and looks at the checkpoints meanwhile.
   *
   * @param warmUp whether it is those of the warm-up
   */
  private Tallied measureTurn(boolean warmUp, Map<Long, Long> checkpoints)
      throws InterruptedException {
    int before = TallyMark.read(marks).size();
    int turn = turns++;
    for (int i = 0; i < shakesATurn; i++) {
      appender.append(warmUp ? i : nextMeasured(), turn);
    }
    appender.flush();
    progress.awaitDecided(DECISION_TIMEOUT);
    awaitCheckpoint(checkpoints);
    List<TallyMark> all = TallyMark.read(marks);
    List<TallyMark> since = all.subList(before, all.size());
    if (since.stream().anyMatch(TallyMark::isFirst)) {
      throw new OperationFailedException(
          "the draw job began again while a turn was measured; its log says why, most often a"
              + " machine that is too busy for Flink's heartbeats");
    }
    return Tallied.between(since.get(0), since.get(since.size() - 1));
  }

  /** All over the users, and each once before one comes again. */
  private int nextMeasured() {
    return shakesATurn + (int) (measured++ * STRIDE % (users - shakesATurn));
  }

  /** The log's progress is told at checkpoints, so one has just completed. */
  private void awaitCheckpoint(Map<Long, Long> checkpoints) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + CHECKPOINT_TIMEOUT.toNanos();
    int known = checkpoints.size();
    while (checkpoints.size() == known && System.nanoTime() - deadlineNanos < 0) {
      flink
          .newestCheckpoint(DrawJob.NAME)
          .ifPresent(it -> checkpoints.put(it.id(), it.durationMillis()));
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  /** Kills the task manager and returns after how many seconds the draw goes on. */
  private double restart() throws InterruptedException {
    int before = TallyMark.read(marks).size();
    ProcessHandle taskManager =
        ProcessHandle.of(servers.pids().byName().get("taskmanager-1")).orElseThrow();
    int turn = turns++;
    long startNanos = System.nanoTime();
    taskManager.destroyForcibly();
    for (int user = 0; user < shakesATurn; user++) {
      appender.append(user, turn);
    }
    appender.flush();
    while (!drawsAgain(TallyMark.read(marks), before)) {
      if (System.nanoTime() - startNanos > RESTART_TIMEOUT.toNanos()) {
        throw new OperationFailedException("the draw job does not come back");
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
    final double seconds = (System.nanoTime() - startNanos) / 1e9;
    pin();
    progress.awaitDecided(DECISION_TIMEOUT);
    return seconds;
  }

  /** Whether a new writer began since there were so many marks, and has counted since. */
  private static boolean drawsAgain(List<TallyMark> marks, int before) {
    boolean began = false;
    for (TallyMark mark : marks.subList(before, marks.size())) {
      if (began && !mark.isFirst()) {
        return true;
      }
      began |= mark.isFirst();
    }
    return false;
  }
}
