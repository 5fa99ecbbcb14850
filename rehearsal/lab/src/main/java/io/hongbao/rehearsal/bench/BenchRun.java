package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.audience.Transport;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.Machine;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.FigureFormatter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs benchmarks, each on servers of its own that end with it. */
public final class BenchRun {

  /**
   * Of the class archives that other commands make beside running parts: here they would disturb.
   */
  private static final String ARCHIVES_PROPERTY = "hongbao.classes";

  private static final int MIN_CORES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(BenchRun.class);

  private final Path folder;
  private final Scale scale;
  private final BenchOptions options;
  private final Consumer<String> progress;

  /**
   * @param folder gets a folder for each benchmark, which goes with it
   * @param options of single benchmarks
   * @param progress gets a line for people at each step, from any thread
   */
  public BenchRun(Path folder, Scale scale, BenchOptions options, Consumer<String> progress) {
    this.folder = folder;
    this.scale = options.transport() == Transport.WS ? scale.live() : scale;
    this.options = options;
    this.progress =
        line -> {
          LOG.info("{}", line);
          progress.accept(line);
        };
  }

  /**
   * Measures.
   *
   * @param report gets what each benchmark found, when it is done
   * @throws OperationFailedException if something does not work at all; its folder stays
   */
  public void run(Set<Benchmark> benches, Consumer<BenchReport> report)
      throws InterruptedException {
    Machine machine = Machine.read();
    requireTwoCores(machine);
    System.clearProperty(ARCHIVES_PROPERTY);
    Set<Benchmark> asked = EnumSet.allOf(Benchmark.class);
    asked.removeIf(
        bench ->
            benches.isEmpty() ? scale.isQuick() && !bench.isQuick() : !benches.contains(bench));
    for (Set<Benchmark> together : groups(asked)) {
      measure(together, machine, report);
    }
  }

  static void requireTwoCores(Machine machine) {
    if (machine.cores() < MIN_CORES) {
      throw new OperationFailedException(
          "bench needs two cores: one for servers, one for the load");
    }
  }

  /** Those that share servers, which start once then: in a hurry all that have an edge. */
  private List<Set<Benchmark>> groups(Set<Benchmark> asked) {
    List<Set<Benchmark>> groups = new ArrayList<>();
    Set<Benchmark> overHttp = EnumSet.noneOf(Benchmark.class);
    for (Benchmark bench : asked) {
      if (scale.isQuick() && bench.isOverHttp() && bench != Benchmark.PRIZE) {
        overHttp.add(bench);
      } else {
        groups.add(EnumSet.of(bench));
      }
    }
    if (!overHttp.isEmpty()) {
      groups.add(0, overHttp);
    }
    return groups;
  }

  private void measure(Set<Benchmark> together, Machine machine, Consumer<BenchReport> report)
      throws InterruptedException {
    Benchmark first = together.iterator().next();
    DataDirectory data = BenchFolders.fresh(folder, first.toString());
    if (first.isOverHttp()) {
      Notes starting = new Notes(progress);
      try (BenchSystem system = start(first, data, starting)) {
        BenchCores.pinLoad();
        for (Benchmark bench : together) {
          Notes notes = new Notes(progress);
          List<Figure> figures = overHttp(bench, system, notes);
          report.accept(reportOf(bench, machine, figures, notes));
        }
      }
    } else {
      Notes notes = new Notes(progress);
      List<Figure> figures =
          switch (first) {
            case DRAW -> DrawBench.run(data, scale, notes);
            case RISK -> RiskBench.run(data, scale, options.isLong(), notes);
            case STATE -> StateBench.run(data, scale, notes);
            case OVERLOAD -> OverloadBench.run(data, OverloadScale.of(scale, options), notes);
            case PREFETCH -> PrefetchBench.run(data, scale, notes);
            case MONEY -> MoneyBench.run(data, scale, notes);
            case EDGE, ROAD, PRIZE, CONNECTIONS, ARRIVAL, TRICKLE ->
                throw new IllegalArgumentException(first + " has an edge");
          };
      report.accept(reportOf(first, machine, figures, notes));
    }
    BenchFolders.delete(data);
  }

  /** Phones that arrive find a manifest as long as a show's. */
  private BenchSystem start(Benchmark first, DataDirectory data, Notes notes)
      throws InterruptedException {
    return first == Benchmark.ARRIVAL
        ? BenchSystem.startTelling(
            BenchPackages.pack(data, BenchPackages.OF_A_SHOW).served(),
            data,
            show(first),
            scale,
            notes)
        : BenchSystem.start(data, show(first), scale, notes);
  }

  private static BenchReport reportOf(
      Benchmark bench, Machine machine, List<Figure> figures, Notes notes) {
    List<Figure> all = new ArrayList<>(figures);
    all.addAll(notes.disturbances(bench.toString()));
    String text = FigureFormatter.table(all) + notes.pictures();
    return new BenchReport(machine, all, text, notes.warnings());
  }

  private List<Figure> overHttp(Benchmark bench, BenchSystem system, Notes notes)
      throws InterruptedException {
    return switch (bench) {
      case EDGE -> EdgeBench.run(system, scale, notes);
      case ROAD ->
          options.transport() == Transport.WS
              ? LiveRoadBench.run(system, scale, notes)
              : RoadBench.run(system, scale, notes);
      case PRIZE -> PrizeBench.run(system, scale, notes);
      case TRICKLE -> TrickleBench.run(system, scale, notes);
      case CONNECTIONS -> ConnectionsBench.run(system, scale, options.isLong(), notes);
      case ARRIVAL -> ArrivalBench.run(system, scale, notes);
      case DRAW, RISK, STATE, OVERLOAD, PREFETCH, MONEY ->
          throw new IllegalArgumentException(bench + " has servers of its own");
    };
  }

  private BenchCampaign show(Benchmark bench) {
    return bench == Benchmark.PRIZE
        ? BenchCampaign.generous(scale.turn(), BenchSystem.OPEN)
        : BenchCampaign.gala(scale.turn(), BenchSystem.OPEN);
  }
}
