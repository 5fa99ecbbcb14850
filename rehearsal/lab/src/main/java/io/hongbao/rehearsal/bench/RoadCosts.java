package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.CostComparison.Cost;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.ServerPids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the road of one build costs, at rest and at rates that are the same for other builds. */
final class RoadCosts {

  /** Of the highest rate: above it a fixed rate would show the queue more than the cost. */
  private static final double MAX_SHARE = 0.9;

  /** What a cold system on one core bears. */
  private static final double MAX_BRIEF_RATE = 1_500;

  private RoadCosts() {}

  /** The highest rate that a system keeps up with. */
  static double highestRate(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    BenchCores.pinLoad();
    try (LoadGenerator load = RoadMeasurement.load(system, system.shakes(""), scale)) {
      return new RoadMeasurement(system.pids(), load, scale, notes).findHighestRate();
    }
  }

  /**
   * Measures a system once.
   *
   * @param highest rate of the former build; empty in a brief run, which does not look for it
   */
  static Map<Cost, Double> measure(
      BenchSystem system, OptionalDouble highest, Scale scale, Notes notes)
      throws InterruptedException {
    BenchCores.pinLoad();
    ServerPids pids = system.pids();
    Map<Cost, Double> costs = new LinkedHashMap<>();
    try (LoadGenerator load = RoadMeasurement.load(system, system.shakes(""), scale)) {
      RoadMeasurement road = new RoadMeasurement(pids, load, scale, notes);
      road.warmUp();
      costs.put(new Cost("core_share_at_rest", "ratio_at_rest", "ratio"), road.idleShare());
      double max = highest.isPresent() ? MAX_SHARE * highest.getAsDouble() : MAX_BRIEF_RATE;
      for (int perSecond : RoadBench.RATES) {
        if (perSecond <= max) {
          put(costs, String.valueOf(perSecond), road.quotedAt(perSecond, scale.window()));
          road.rest();
        }
      }
      if (highest.isPresent()) {
        double quoted = RoadBench.QUOTED * highest.getAsDouble();
        put(costs, "70", road.quotedAt(quoted, scale.window()));
      }
    }
    if (!system.pids().equals(pids)) {
      throw new OperationFailedException("a server was started again while this was measured");
    }
    return costs;
  }

  private static void put(Map<Cost, Double> costs, String at, Window window) {
    if (window.counts().answered() == 0) {
      throw new OperationFailedException(
          "the road does not work: no shake was answered: " + window.counts());
    }
    costs.put(
        new Cost("cpu_us_at_" + at, "ratio_cpu_at_" + at, "us"),
        RoadMeasurement.cpuMicrosEach(window, RoadMeasurement.SERVERS));
    RoadBench.PROCESSES.forEach(
        (name, servers) ->
            costs.put(
                new Cost(
                    name + "_at_" + at, name.replace("cpu_us", "ratio_cpu") + "_at_" + at, "us"),
                RoadMeasurement.cpuMicrosEach(window, servers)));
    for (int percentile : List.of(50, 99)) {
      costs.put(
          new Cost("p" + percentile + "_ms_at_" + at, "ratio_p" + percentile + "_at_" + at, "ms"),
          window.latencyMillis(percentile));
    }
  }
}
