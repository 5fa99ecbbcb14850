package io.hongbao.rehearsal.bench.stats;

import java.util.List;
import java.util.Locale;

/** Figures as a table for people. */
public final class FigureFormatter {

  private static final String ROW = "%-7s %-34s %10s  %-25s %-9s %-12s %s%n";

  private FigureFormatter() {}

  /** A line a figure, with a head. */
  public static String table(List<Figure> figures) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(Locale.ROOT, ROW, "bench", "figure", "median", "range", "unit", "goal", ""));
    for (Figure figure : figures) {
      Spread spread = figure.spread();
      table.append(
          String.format(
              Locale.ROOT,
              ROW,
              figure.bench(),
              figure.name(),
              Spread.number(spread.median()),
              spread.runs() == 1
                  ? "1 run"
                  : Spread.number(spread.least())
                      + " - "
                      + Spread.number(spread.most())
                      + " ("
                      + spread.runs()
                      + ")",
              figure.unit(),
              figure.goal().map(Goal::toString).orElse(""),
              figure.isMet().map(met -> met ? "met" : "missed").orElse("")));
    }
    return table.toString().replaceAll(" +\n", "\n");
  }
}
