package io.hongbao.files;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell: the first ones to the left, the others to the right. */
public final class AlignedTable {

  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param leftColumns how many columns hold words, which stand to the left
   */
  public AlignedTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Every row has as many cells as the first. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows, each indented and with a line feed at its end. */
  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String padding = " ".repeat(widths[column] - length(cell));
        line.append(GAP).append(column < leftColumns ? cell + padding : padding + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
