package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A cost of a former build and of this one, measured in turn.
 *
 * @param former by pair
 * @param ours by pair, as many
 */
record CostComparison(Cost cost, List<Double> former, List<Double> ours) {

  /** Above this ratio of ours to the former one something got slower. */
  static final double SLOWER = 1.1;

  private static final String ROW = "%-7s %-28s %-6s %10s %10s %7s %7s %7s  %-24s %s%n";

  /**
   * What is compared: less is better.
   *
   * @param name of the figure of each side, such as cpu_us_at_70
   * @param ratio name of the figure of both, such as ratio_cpu_at_70
   */
  record Cost(String name, String ratio, String unit) {}

  CostComparison {
    former = List.copyOf(former);
    ours = List.copyOf(ours);
  }

  /** Ours over the former one, of each pair. */
  List<Double> ratios() {
    return Ratios.of(ours, former);
  }

  /** The ratio, then both sides. */
  List<Figure> figures(String bench) {
    return List.of(
        Figure.of(bench, cost.ratio(), "ratio", ratios()),
        Figure.of(bench, cost.name(), cost.unit(), ours),
        Figure.of(bench, cost.name() + "_former", cost.unit(), former));
  }

  /** A line for each, with a head, and what got slower. */
  static String table(String bench, List<CostComparison> comparisons) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            "bench",
            "figure",
            "unit",
            "former",
            "this one",
            "ratio",
            "least",
            "most",
            "of each pair",
            ""));
    List<String> slower = new ArrayList<>();
    for (CostComparison comparison : comparisons) {
      Spread ratio = Spread.of(comparison.ratios());
      String verdict = verdict(ratio);
      table.append(
          String.format(
              Locale.ROOT,
              ROW,
              bench,
              comparison.cost.name(),
              comparison.cost.unit(),
              Spread.number(Spread.of(comparison.former).median()),
              Spread.number(Spread.of(comparison.ours).median()),
              Spread.number(ratio.median()),
              Spread.number(ratio.least()),
              Spread.number(ratio.most()),
              comparison.ratios().stream().map(Spread::number).collect(Collectors.joining(" ")),
              verdict));
      if (!verdict.isEmpty()) {
        slower.add(
            comparison.cost.name() + " (" + verdict + ", " + Spread.number(ratio.median()) + ")");
      }
    }
    table.append(
        slower.isEmpty()
            ? "Nothing got slower by more than 10 %.\n"
            : "Slower by more than 10 %: " + String.join(", ", slower) + "\n");
    return table.toString().replaceAll(" +\n", "\n");
  }

  /** Empty if it is not slower; pairs that contradict each other leave it open. */
  private static String verdict(Spread ratio) {
    if (ratio.median() <= SLOWER) {
      return "";
    }
    return ratio.least() > 1 ? "slower" : "perhaps slower";
  }
}
