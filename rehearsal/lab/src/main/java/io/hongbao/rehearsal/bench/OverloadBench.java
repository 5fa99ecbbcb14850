package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.CappedDrawJob;
import io.hongbao.rehearsal.bench.load.CrowdLoad;
import io.hongbao.rehearsal.bench.load.CrowdRequests;
import io.hongbao.rehearsal.bench.overload.CrowdTally;
import io.hongbao.rehearsal.bench.overload.Fairness;
import io.hongbao.rehearsal.bench.overload.Level;
import io.hongbao.rehearsal.bench.overload.OverloadFigures;
import io.hongbao.rehearsal.bench.overload.PhoneSchedule;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How calm an edge stays before a draw that decides no more than a cap, when up to ten times that
 * is asked of it: by phones that come when they are told to, and by phones that do not listen. The
 * system is production's but for the cap; every server has one core and the phones have the other.
 * Each figure is the worse of both kinds of phones.
 */
final class OverloadBench {

  static final String NAME = "overload";

  private static final String OBEYING = "obeying";
  private static final String DISOBEYING = "disobeying";

  private static final double[] FACTORS = {1, 1.4, 2, 5, 10};
  private static final int CONNECTIONS = 4_096;
  private static final int QUICK_CONNECTIONS = 256;

  /** Less was offered than asked for: the generator or its connections were too few. */
  private static final double MIN_OFFERED = 0.95;

  private static final double MAX_GENERATOR = 0.9;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final BenchSystem system;
  private final ServerPids pids;
  private final OverloadScale scale;
  private final CrowdRequests requests;
  private final Notes notes;

  private OverloadBench(BenchSystem system, OverloadScale scale, Notes notes) {
    this.system = system;
    this.pids = system.pids();
    this.scale = scale;
    this.requests = system.crowd();
    this.notes = notes;
  }

  static List<Figure> run(DataDirectory data, OverloadScale scale, Notes notes)
      throws InterruptedException {
    BenchCampaign show = BenchCampaign.gala(scale.turn(), BenchSystem.OPEN);
    try (BenchSystem system =
        BenchSystem.startAdmitting(
            data,
            show,
            scale.users(),
            (environment, settings) ->
                CappedDrawJob.define(environment, settings, scale.capPerSecond()),
            notes)) {
      BenchCores.pinLoad();
      return new OverloadBench(system, scale, notes).run();
    }
  }

  private List<Figure> run() throws InterruptedException {
    pids.release();
    OverloadFigures obeying = levels(true, scale.warmUp());
    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    OverloadFigures disobeying = levels(false, scale.warmUp().dividedBy(4));
    List<Figure> figures = new ArrayList<>(figures(obeying.worse(disobeying)));
    if (scale.fairness().isPresent()) {
      double fairness =
          Math.min(fairness(true, scale.fairness().get()), fairness(false, scale.fairness().get()));
      figures.add(
          Figure.of(NAME, "fairness_least_to_median", "ratio", fairness)
              .aimingAt(Goal.atLeast(0.8)));
    }
    details(figures, OBEYING, obeying);
    details(figures, DISOBEYING, disobeying);
    return figures;
  }

  private OverloadFigures levels(boolean obeys, Duration warmUp) throws InterruptedException {
    int users = scale.users();
    int crowd = scale.phones(OverloadScale.MAX_FACTOR);
    String kind = obeys ? OBEYING : DISOBEYING;
    CrowdTally tally = new CrowdTally(users, System.nanoTime());
    List<Level> levels = new ArrayList<>();
    List<CpuUse> uses = new ArrayList<>();
    try (CrowdLoad load = start(obeys, tally)) {
      int shaking = scale.phones(OverloadScale.CALM_FACTOR);
      load.begin(0, shaking);
      levels.add(watch(load, tally, kind, OverloadScale.CALM_FACTOR, warmUp, uses));
      pids.pinAll(BenchCores.SERVERS);
      for (double factor : FACTORS) {
        int phones = scale.phones(factor);
        load.begin(shaking, phones);
        shaking = phones;
        levels.add(watch(load, tally, kind, factor, scale.level(), uses));
      }
      load.end(0, crowd);
      load.begin(crowd, users);
      levels.add(watch(load, tally, kind, OverloadScale.CALM_FACTOR, scale.after(), uses));
    }
    for (int i = 0; i < levels.size(); i++) {
      judge(tally, kind, levels.get(i), uses.get(i));
    }
    Level highest = levels.get(levels.size() - 2);
    if (tally.answered().between(highest.fromMillis(), highest.toMillis()) == 0) {
      throw new OperationFailedException(
          "no shake was answered when " + highest.factor() + " times the cap was offered");
    }
    OverloadFigures figures =
        OverloadFigures.of(
            tally, scale.capPerSecond(), levels.get(2), highest, levels.get(levels.size() - 1));
    notes.progress("overload, " + kind + " phones: " + figures.toLine());
    return figures;
  }

  private double fairness(boolean obeys, Duration length) throws InterruptedException {
    int users = scale.phones(OverloadScale.FAIRNESS_FACTOR);
    String kind = obeys ? OBEYING : DISOBEYING;
    CrowdTally tally = new CrowdTally(scale.users(), System.nanoTime());
    List<CpuUse> uses = new ArrayList<>();
    Level level;
    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    try (CrowdLoad load = start(obeys, tally)) {
      load.begin(0, users);
      level = watch(load, tally, kind + " for long", OverloadScale.FAIRNESS_FACTOR, length, uses);
      load.end(0, users);
    }
    judge(tally, kind, level, uses.get(0));
    double fairness = Fairness.leastToMedian(tally.answersOf(0, users));
    notes.progress(
        String.format(
            Locale.ROOT,
            "overload, %s phones: of %,d users over %d s the least served got %.2f of the median",
            kind,
            users,
            length.toSeconds(),
            fairness));
    return fairness;
  }

  private CrowdLoad start(boolean obeys, CrowdTally tally) {
    return CrowdLoad.start(
        BenchSystem.address(system.edge()),
        requests,
        new PhoneSchedule(scale.users(), scale.pace().toNanos(), obeys, new Random(1)),
        tally,
        scale.probesPerSecond(),
        scale.level().toSeconds() < 10 ? QUICK_CONNECTIONS : CONNECTIONS);
  }

  private Level watch(
      CrowdLoad load,
      CrowdTally tally,
      String kind,
      double factor,
      Duration length,
      List<CpuUse> uses)
      throws InterruptedException {
    String name = String.format(Locale.ROOT, "%.1fx", factor);
    notes.progress(
        String.format(
            Locale.ROOT, "overload: %s phones, %s the cap, %d s", kind, name, length.toSeconds()));
    CpuReading before = pids.cpu();
    long fromMillis = tally.millis(System.nanoTime());
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    uses.add(pids.cpu().since(before));
    load.requireAlive();
    return new Level(name, factor, fromMillis, tally.millis(System.nanoTime()));
  }

  private void judge(CrowdTally tally, String kind, Level level, CpuUse use) {
    long from = level.fromMillis();
    long to = level.toMillis();
    double offered = tally.offered().perSecond(from, to);
    Histogram micros = tally.acceptedMicros(from, to);
    notes.progress(
        String.format(
            Locale.ROOT,
            "overload, %s phones, %s: %,.0f/s offered, %,.0f accepted, %,.0f refused, %,.0f answered,"
                + " %,.1f neither; accepted p50 %.0f, p99 %.0f ms; %.4f of look-ups served; edge"
                + " %.0f %%, all servers %.0f %%, generator %.0f %% of a core",
            kind,
            level.name(),
            offered,
            tally.accepted().perSecond(from, to),
            tally.refused().perSecond(from, to),
            tally.answered().perSecond(from, to),
            tally.broken().perSecond(from, to),
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            tally.servedShare(from, to),
            100 * use.share("edge-"),
            100 * use.share(""),
            100 * use.ownShare()));
    notes.quote(use);
    if (use.ownShare() > MAX_GENERATOR) {
      notes.warn("the load generator had no time to spare: it may have held the rate down");
    }
    if (kind.equals(DISOBEYING) && offered < MIN_OFFERED * level.factor() * scale.capPerSecond()) {
      notes.warn(
          String.format(
              Locale.ROOT,
              "at %s only %,.0f shakes a second were offered, %,.0f asked: give a smaller --cap",
              level.name(),
              offered,
              level.factor() * scale.capPerSecond()));
    }
  }

  private static List<Figure> figures(OverloadFigures worse) {
    return List.of(
        Figure.of(NAME, "goodput_at_10x", "ratio", worse.goodputAt10x())
            .aimingAt(Goal.atLeast(0.9)),
        Figure.of(NAME, "accepted_p99_ms_at_10x", "ms", worse.acceptedP99MillisAt10x())
            .aimingAt(Goal.atMost(1_000)),
        Figure.of(NAME, "served_share_at_10x", "ratio", worse.servedShareAt10x())
            .aimingAt(Goal.atLeast(0.994)),
        Figure.of(NAME, "settle_ms_at_1_4x", "ms", worse.settleMillisAt1Point4x())
            .aimingAt(Goal.atMost(1_000)),
        Figure.of(NAME, "recovered_s", "s", worse.recoveredSeconds()).aimingAt(Goal.atMost(10)),
        Figure.of(NAME, "accept_settle_ms_at_1_4x", "ms", worse.acceptSettleMillisAt1Point4x()),
        Figure.of(NAME, "steady_share_at_1_4x", "ratio", worse.steadyShareAt1Point4x()));
  }

  private static void details(List<Figure> figures, String kind, OverloadFigures of) {
    figures.add(Figure.of(NAME, kind + "_offered_at_10x", "1/s", of.offeredAt10x()));
    figures.add(Figure.of(NAME, kind + "_goodput_at_10x", "ratio", of.goodputAt10x()));
    figures.add(
        Figure.of(NAME, kind + "_accepted_p99_ms_at_10x", "ms", of.acceptedP99MillisAt10x()));
    figures.add(Figure.of(NAME, kind + "_served_share_at_10x", "ratio", of.servedShareAt10x()));
    figures.add(Figure.of(NAME, kind + "_settle_ms_at_1_4x", "ms", of.settleMillisAt1Point4x()));
    figures.add(Figure.of(NAME, kind + "_recovered_s", "s", of.recoveredSeconds()));
  }
}
