package io.hongbao.proof.export;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.files.CsvFile;
import io.hongbao.files.CsvRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads rows that {@link RowWriter} wrote, also if a spreadsheet has saved them and lost no digit;
 * columns may stand in any order, and others beside.
 */
public final class RowReader {

  private RowReader() {}

  /**
   * Hands over the rows one by one.
   *
   * @throws OperationFailedException if it is no such file; the message names file, line and column
   */
  public static void read(Path file, Consumer<LogRow> rows) throws IOException {
    CsvFile.read(
        file,
        RowWriter.COLUMNS,
        "an export",
        cells -> {
          LogRow row;
          try {
            row = row(cells);
          } catch (IllegalArgumentException e) {
            throw new OperationFailedException(
                file + ":" + cells.line() + ":1: " + e.getMessage(), e);
          }
          rows.accept(row);
        });
  }

  private static LogRow row(CsvRow cells) {
    return new LogRow(
        LogRow.Kind.valueOf(upper(cells.text("kind"))),
        cells.wholeNumber("at_ms"),
        cells.wholeNumber("stamp_ms"),
        cells.smallNumber("partition"),
        cells.wholeNumber("offset"),
        cells.text("show"),
        new ShakeId(cells.text("wave"), cells.smallNumber("turn")),
        cells.text("user"),
        cells.text("device"),
        cells.text("address"),
        RiskLevel.valueOf(upper(cells.text("risk"))),
        cells.smallNumber("repeats"),
        cells.text("own_repeat").equals("1"),
        cells.text("edge"),
        new RowOutcome(
            cells.text("outcome"),
            cells.text("packet"),
            cells.text("enterprise"),
            cells.wholeNumber("amount_fen")));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
