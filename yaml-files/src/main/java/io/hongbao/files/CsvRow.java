package io.hongbao.files;

import io.hongbao.domain.OperationFailedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A row of a {@link CsvFile}, asked by the names of its columns. Whatever is wrong with a cell is
 * an {@link OperationFailedException} with file, line and column.
 */
public final class CsvRow {

  /** A cell's text and where it begins. */
  record Cell(String text, int line, int column) {}

  private static final int MAX_SHOWN_LENGTH = 40;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,40}(?:[.,][0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?");

  private final String file;
  private final Map<String, Integer> places;
  private final List<Cell> cells;

  CsvRow(String file, Map<String, Integer> places, List<Cell> cells) {
    this.file = file;
    this.places = places;
    this.cells = cells;
  }

  /** The line on which it begins, from 1. */
  public int line() {
    return cells.get(0).line();
  }

  /** A text; empty if the row ends before it. */
  public String text(String column) {
    String cell = cell(column).text();
    if (SpreadsheetCell.isRounded(cell)) {
      throw problem(
          column,
          "a spreadsheet has made a rounded number of a text, expected the column to be imported"
              + " and saved as text");
    }
    return SpreadsheetCell.unguarded(cell);
  }

  /** A whole number of which a spreadsheet has lost no digit. */
  public long wholeNumber(String column) {
    String cell = cell(column).text().strip();
    if (!DECIMAL.matcher(cell).matches()) {
      throw problem(column, "expected a whole number without spaces or signs between thousands");
    }
    BigDecimal number = new BigDecimal(cell.replace(',', '.'));
    if (number.scale() < 0) {
      throw problem(
          column,
          "a spreadsheet has left out the last digits, expected all of them: import the column as"
              + " text, or give it a number format without exponent before saving");
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw problem(column, "expected a whole number");
    }
  }

  /** A whole number of 32 bits. */
  public int smallNumber(String column) {
    long number = wholeNumber(column);
    if (number != (int) number) {
      throw problem(column, "expected a whole number of at most " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /**
   * What is wrong with a cell.
   *
   * @param message what was expected
   */
  public OperationFailedException problem(String column, String message) {
    Cell cell = cell(column);
    String shown = cell.text().replaceAll("\\p{Cntrl}", " ");
    return new OperationFailedException(
        String.format(
            Locale.ROOT,
            "%s:%d:%d: %s '%s': %s",
            file,
            cell.line(),
            cell.column(),
            column,
            shown.length() <= MAX_SHOWN_LENGTH ? shown : shown.substring(0, MAX_SHOWN_LENGTH) + "…",
            message));
  }

  private Cell cell(String column) {
    int place = places.get(column);
    if (place < cells.size()) {
      return cells.get(place);
    }
    Cell last = cells.get(cells.size() - 1);
    return new Cell("", last.line(), last.column() + last.text().length());
  }
}
