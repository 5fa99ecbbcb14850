package io.hongbao.rules.backtest;

import io.hongbao.files.AlignedTable;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep as a table with a bar behind each number: F1 with labels, else the share of the users
 * found.
 */
final class SweepFormatter {

  private static final int BAR_WIDTH = 24;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  private SweepFormatter() {}

  static String of(Sweep sweep, Set<String> seen, Optional<Labels> labels, String bars) {
    AlignedTable table = new AlignedTable(1);
    if (labels.isPresent()) {
      table.add("", sweep.comparison(), "users", "precision", "recall", "F1");
    } else {
      table.add("", sweep.comparison(), "users");
    }
    double max = 0;
    for (Sweep.Point point : sweep.points()) {
      max = Math.max(max, point.users().size());
    }
    StringBuilder text = new StringBuilder();
    double[] shares = new double[sweep.points().size()];
    int i = 0;
    for (Sweep.Point point : sweep.points()) {
      String mark = point.value() == sweep.value() ? ">" : "";
      String value = Threshold.number(point.value());
      String users = Cells.count(point.users().size());
      if (labels.isPresent()) {
        Score score = Score.of(seen, point.users(), labels.get());
        shares[i++] = score.f1();
        table.add(
            mark,
            value,
            users,
            Cells.share(score.precision()),
            Cells.share(score.recall()),
            Cells.share(score.f1()));
      } else {
        shares[i++] = max == 0 ? 0 : point.users().size() / max;
        table.add(mark, value, users);
      }
    }
    text.append("sweep of ").append(sweep.ruleId()).append('\n');
    int row = -1;
    for (String line : table.toString().lines().toList()) {
      text.append(line);
      if (row >= 0 && !Double.isNaN(shares[row])) {
        text.append("  ").append(bar(shares[row], bars));
      }
      row++;
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * A bar.
   *
   * @param bars what it is made of: blocks if they are not ASCII
   */
  static String bar(double share, String bars) {
    char full = bars.charAt(0);
    int eighths = (int) Math.round(share * BAR_WIDTH * 8);
    String whole = String.valueOf(full).repeat(eighths / 8);
    return full < 128 || eighths % 8 == 0 ? whole : whole + EIGHTHS.charAt(eighths % 8);
  }
}
