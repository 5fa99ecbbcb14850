package io.hongbao.rules.backtest;

import io.hongbao.files.AlignedTable;
import java.util.Locale;
import java.util.OptionalLong;

/** A comparison of verdicts for people, as text. */
public final class VerdictComparisonFormatter {

  private static final String ALL_RULES = "all rules";

  private VerdictComparisonFormatter() {}

  /**
   * Some lines.
   *
   * @param lateShakes that the risk job counted nowhere since it was last started; empty if it does
   *     not tell
   */
  public static String of(VerdictComparison comparison, OptionalLong lateShakes) {
    StringBuilder text = new StringBuilder("\nagainst the verdicts in the log\n");
    AlignedTable counts = new AlignedTable(0);
    counts.add(
        "compared", "same", "only live", "only backtest", "other time", "differing", "late shakes");
    counts.add(
        Cells.count(comparison.compared()),
        Cells.count(comparison.same()),
        Cells.count(comparison.onlyLive()),
        Cells.count(comparison.onlyReplay()),
        Cells.count(comparison.otherTime()),
        String.format(
            Locale.ROOT,
            "%.3f %%",
            100.0 * comparison.differing() / Math.max(1, comparison.compared())),
        lateShakes.isPresent() ? Cells.count(lateShakes.getAsLong()) : "not known");
    text.append(counts);
    comparison.examples().forEach(each -> text.append("  ").append(each).append('\n'));
    if (comparison.differing() > 0) {
      text.append(
          lateShakes.orElse(1) == 0
              ? "  no shake was late: the rules or the job's state must have differed\n"
              : "  a late shake is in no count of the job, and in those of the backtest\n");
    }
    if (comparison.same() > 0) {
      text.append(
          "\nseconds from the shake that made a condition hold to the verdict in the log\n");
      text.append(delays(comparison));
    }
    return text.toString();
  }

  private static AlignedTable delays(VerdictComparison comparison) {
    AlignedTable table = new AlignedTable(1);
    table.add("rule", "verdicts", "p50", "p95", "max");
    comparison.delaysMillis().forEach((rule, sorted) -> addRow(table, rule, sorted));
    addRow(table, ALL_RULES, comparison.allDelaysMillis());
    return table;
  }

  private static void addRow(AlignedTable table, String rule, long[] sorted) {
    table.add(
        rule,
        Cells.count(sorted.length),
        seconds(VerdictComparison.percentile(sorted, 0.50)),
        seconds(VerdictComparison.percentile(sorted, 0.95)),
        seconds(sorted[sorted.length - 1]));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1e3);
  }
}
