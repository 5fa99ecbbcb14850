package io.hongbao.rehearsal.bench.stats;

import java.util.List;
import java.util.Optional;

/**
 * One figure of a benchmark.
 *
 * @param bench which one
 * @param name such as {@code ratio_to_echo}
 * @param spread over its runs; the median is what counts
 * @param unit such as {@code ratio}
 * @param goal if there is one
 */
public record Figure(String bench, String name, Spread spread, String unit, Optional<Goal> goal) {

  private static final String NAME = "[a-z][a-z0-9_]*";

  public Figure {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("figure " + name + ": expected " + NAME);
    }
  }

  public static Figure of(String bench, String name, String unit, List<Double> values) {
    return new Figure(bench, name, Spread.of(values), unit, Optional.empty());
  }

  public static Figure of(String bench, String name, String unit, double value) {
    return of(bench, name, unit, List.of(value));
  }

  /** The same with a goal. */
  public Figure aimingAt(Goal aim) {
    return new Figure(bench, name, spread, unit, Optional.of(aim));
  }

  /** Whether its goal is met; empty without a goal. */
  public Optional<Boolean> isMet() {
    return goal.map(it -> it.isMetBy(spread.median()));
  }
}
