package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.CostComparison.Cost;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.Machine;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.FigureFormatter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures a former build and this one in turn, each started by its own command, on the same cores
 * and under the same load.
 *
 * <p>What is not measured does not run: each time a side is started, warmed up, measured and ended.
 * Servers that stood still meanwhile would go on with sessions and heartbeats that had run out, and
 * what one process's compilers made of the code by chance would be in all of its pairs.
 */
public final class ComparisonRun {

  private static final Cost EDGE = new Cost("cpu_us_per_shake", "ratio_cpu", "us");
  private static final Cost DRAW = new Cost("cpu_us_per_shake", "ratio_cpu", "us");
  private static final Cost ANSWERS =
      new Cost("cpu_us_with_answers", "ratio_cpu_with_answers", "us");
  private static final Cost RISK =
      new Cost("cpu_us_20_rules_10_signals", "ratio_cpu_20_rules_10_signals", "us");

  private final Path folder;
  private final Scale scale;
  private final Consumer<String> progress;
  private final Side former;
  private final Side ours;

  /** A build that takes part. */
  private record Side(String name, Checkout checkout, String help) {}

  /** Measures a side once. */
  @FunctionalInterface
  private interface Measuring {
    Map<Cost, Double> of(Side side, DataDirectory data) throws InterruptedException;
  }

  private ComparisonRun(
      Path folder, Scale scale, Consumer<String> progress, Side former, Side ours) {
    this.folder = folder;
    this.scale = scale;
    this.progress = progress;
    this.former = former;
    this.ours = ours;
  }

  /**
   * Makes both commands ready, which may take a build.
   *
   * @param folder gets a folder for each run of servers, which goes with it
   * @param progress gets a line for people at each step, from any thread
   * @throws OperationFailedException if one of them does not work
   */
  public static ComparisonRun prepare(
      Path folder, Scale scale, Checkout former, Checkout ours, Consumer<String> progress)
      throws InterruptedException {
    BenchRun.requireTwoCores(Machine.read());
    progress.accept("former: " + former);
    progress.accept("this one: " + ours);
    return new ComparisonRun(
        folder, scale, progress, side("former", former, folder), side("this one", ours, folder));
  }

  private static Side side(String name, Checkout checkout, Path folder)
      throws InterruptedException {
    DataDirectory printed = BenchFolders.fresh(folder, "help");
    Side side = new Side(name, checkout, checkout.prepare(printed.root()));
    BenchFolders.delete(printed);
    return side;
  }

  /** What can be compared: of road alone in a brief run, if nothing is named. */
  public static Set<Benchmark> benches(boolean brief) {
    return brief
        ? EnumSet.of(Benchmark.ROAD, Benchmark.EDGE)
        : EnumSet.of(Benchmark.EDGE, Benchmark.ROAD, Benchmark.DRAW, Benchmark.RISK);
  }

  /**
   * Measures.
   *
   * @param benches of {@link #benches}
   * @param report gets what each comparison found, when it is done
   * @throws OperationFailedException if something does not work at all; its folder stays
   */
  public void run(Set<Benchmark> benches, Consumer<BenchReport> report)
      throws InterruptedException {
    Machine machine = Machine.read();
    for (Benchmark bench : benches) {
      Notes notes = new Notes(progress);
      List<CostComparison> found = compare(bench, notes);
      List<Figure> disturbances = notes.disturbances(bench.toString());
      List<Figure> figures = new ArrayList<>();
      found.forEach(comparison -> figures.addAll(comparison.figures(bench.toString())));
      figures.addAll(disturbances);
      String table = CostComparison.table(bench.toString(), found);
      report.accept(
          new BenchReport(
              machine,
              figures,
              disturbances.isEmpty() ? table : table + FigureFormatter.table(disturbances),
              notes.warnings()));
    }
  }

  private List<CostComparison> compare(Benchmark bench, Notes notes) throws InterruptedException {
    return switch (bench) {
      case ROAD -> road(notes);
      case EDGE ->
          inTurn(
              bench,
              notes,
              (side, data) -> {
                try (BenchSystem system = start(side, data, notes)) {
                  BenchCores.pinLoad();
                  return Map.of(EDGE, EdgeBench.microsEach(system, scale, notes));
                }
              });
      case DRAW -> inTurn(bench, notes, own(bench, ComparisonRun::drawCosts, notes));
      case RISK -> inTurn(bench, notes, own(bench, ComparisonRun::riskCost, notes));
      case PRIZE, STATE, OVERLOAD, CONNECTIONS, ARRIVAL, PREFETCH, TRICKLE, MONEY ->
          throw new IllegalArgumentException(bench + " cannot be compared");
    };
  }

  private List<CostComparison> road(Notes notes) throws InterruptedException {
    OptionalDouble highest = scale.isBrief() ? OptionalDouble.empty() : highestRate(notes);
    return inTurn(
        Benchmark.ROAD,
        notes,
        (side, data) -> {
          try (BenchSystem system = start(side, data, notes)) {
            return RoadCosts.measure(system, highest, scale, notes);
          }
        });
  }

  /** Of the former build, in a run of its own: to look for it warms a system up. */
  private OptionalDouble highestRate(Notes notes) throws InterruptedException {
    notes.progress("road, former: looks for the highest rate");
    DataDirectory data = BenchFolders.fresh(folder, "road-highest");
    double highest;
    try (BenchSystem system = start(former, data, notes)) {
      highest = RoadCosts.highestRate(system, scale, notes);
    }
    BenchFolders.delete(data);
    return OptionalDouble.of(highest);
  }

  private List<CostComparison> inTurn(Benchmark bench, Notes notes, Measuring measuring)
      throws InterruptedException {
    Map<Cost, List<Double>> formerly = new LinkedHashMap<>();
    Map<Cost, List<Double>> found = new LinkedHashMap<>();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      measureOnce(bench, former, pair, notes, measuring, formerly);
      measureOnce(bench, ours, pair, notes, measuring, found);
    }
    return found.keySet().stream()
        .map(cost -> new CostComparison(cost, formerly.get(cost), found.get(cost)))
        .toList();
  }

  private void measureOnce(
      Benchmark bench,
      Side side,
      int pair,
      Notes notes,
      Measuring measuring,
      Map<Cost, List<Double>> to)
      throws InterruptedException {
    notes.progress(
        String.format(
            Locale.ROOT, "%s, pair %d of %d: %s", bench, pair + 1, scale.pairs(), side.name()));
    DataDirectory data = BenchFolders.fresh(folder, bench + "-" + side.name().replace(' ', '-'));
    measuring
        .of(side, data)
        .forEach((cost, value) -> to.computeIfAbsent(cost, it -> new ArrayList<>()).add(value));
    BenchFolders.delete(data);
  }

  private BenchSystem start(Side side, DataDirectory data, Notes notes)
      throws InterruptedException {
    BenchCampaign show = BenchCampaign.gala(scale.turn(), BenchSystem.OPEN);
    return BenchSystem.startOf(side.checkout(), side.help(), data, show, scale, notes);
  }

  private static Measuring own(Benchmark bench, OwnBench.Reading reading, Notes notes) {
    return (side, data) -> OwnBench.run(side.checkout(), bench, data, reading, notes);
  }

  private static Optional<Map<Cost, Double>> drawCosts(OutputLines lines) {
    Optional<Double> discarding = OwnBench.figure(lines, DRAW.name());
    Optional<Double> answering = OwnBench.figure(lines, ANSWERS.name());
    if (discarding.isEmpty() || answering.isEmpty()) {
      return Optional.empty();
    }
    Map<Cost, Double> costs = new LinkedHashMap<>();
    costs.put(DRAW, discarding.get());
    costs.put(ANSWERS, answering.get());
    return Optional.of(costs);
  }

  /** Of the first round: a run over all sizes of rule sets would take twenty minutes. */
  private static Optional<Map<Cost, Double>> riskCost(OutputLines lines) {
    return lines.all().stream()
        .flatMap(line -> RiskBench.usualCost(line).stream())
        .findFirst()
        .map(micros -> Map.of(RISK, micros));
  }
}
