package io.hongbao.files;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.CsvRow.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads a CSV file by RFC 4180, also as a spreadsheet has saved it: with a byte order mark, a
 * semicolon or a tab between cells, a line {@code sep=;} first, any ends of lines, empty cells at
 * the end of a row and empty rows at the end of the file. The first line names the columns; they
 * may stand in any order, and others beside. Not thread-safe.
 */
public final class CsvFile {

  /** No name and no number is longer; a quote that is never closed ends here. */
  private static final int MAX_CELL_LENGTH = 10_000;

  private static final int MAX_COLUMNS = 1_000;
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final String SEPARATOR_LINE = "sep=";
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
  private static final int END = -1;

  private final String file;
  private final Reader reader;
  private char delimiter;
  private int next;
  private int line = 1;
  private int column = 1;

  private CsvFile(String file, Reader reader) throws IOException {
    this.file = file;
    this.reader = reader;
    this.next = reader.read();
  }

  /**
   * Hands over the rows one by one.
   *
   * @param columns that must be there
   * @param what messages call what the file should be, with its article: "an export"
   * @throws OperationFailedException if it is no such file; the message names file, line and column
   */
  public static void read(Path path, List<String> columns, String what, Consumer<CsvRow> rows)
      throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      CsvFile csv = null;
      try {
        csv = new CsvFile(path.toString(), reader);
        csv.rows(columns, what, rows);
      } catch (CharacterCodingException e) {
        throw new OperationFailedException(
            path
                + ":"
                + (csv == null ? 1 : csv.line)
                + ":1: no text in UTF-8 from about here on, expected "
                + what
                + ": a spreadsheet calls it CSV UTF-8",
            e);
      }
    }
  }

  private void rows(List<String> columns, String what, Consumer<CsvRow> rows) throws IOException {
    if (next == BYTE_ORDER_MARK) {
      next = reader.read();
    }
    Map<String, Integer> places = header(columns, what);
    while (next != END) {
      List<Cell> cells = row();
      if (cells.stream().anyMatch(cell -> !cell.text().isEmpty())) {
        rows.accept(new CsvRow(file, places, cells));
      }
    }
  }

  /** The places of the columns; finds out what stands between two cells on the way. */
  private Map<String, Integer> header(List<String> columns, String what) throws IOException {
    String names = rawLine();
    if (names.startsWith(SEPARATOR_LINE) && names.length() <= SEPARATOR_LINE.length() + 1) {
      names = rawLine();
    }
    Map<String, Integer> best = new HashMap<>();
    for (char candidate : DELIMITERS) {
      Map<String, Integer> places = placesOf(names, candidate);
      if (columns.stream().filter(places::containsKey).count()
          > columns.stream().filter(best::containsKey).count()) {
        best = places;
        delimiter = candidate;
      }
    }
    TreeSet<String> missing = new TreeSet<>(columns);
    missing.removeAll(best.keySet());
    if (!missing.isEmpty()) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "%s:%d:1: no column %s, expected %s",
              file,
              line == 1 ? 1 : line - 1,
              String.join(", ", missing),
              what));
    }
    for (String name : columns) {
      if (best.get(name) < 0) {
        throw new OperationFailedException(
            file + ":" + (line - 1) + ":1: column " + name + " stands twice, expected once");
      }
    }
    return best;
  }

  private static Map<String, Integer> placesOf(String names, char delimiter) {
    Map<String, Integer> places = new HashMap<>();
    String[] cells = names.split(String.valueOf(delimiter), MAX_COLUMNS);
    for (int i = 0; i < cells.length; i++) {
      String name = cells[i].strip();
      if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
        name = name.substring(1, name.length() - 1);
      }
      places.merge(name, i, (first, second) -> -1);
    }
    return places;
  }

  private String rawLine() throws IOException {
    StringBuilder text = new StringBuilder();
    while (!isEndOfLine() && text.length() < MAX_CELL_LENGTH) {
      text.append((char) take());
    }
    endLine();
    return text.toString();
  }

  private List<Cell> row() throws IOException {
    List<Cell> cells = new ArrayList<>();
    while (true) {
      int startLine = line;
      int startColumn = column;
      String text = next == '"' ? quoted(startLine, startColumn) : plain(startLine, startColumn);
      cells.add(new Cell(text, startLine, startColumn));
      if (next != delimiter || cells.size() >= MAX_COLUMNS) {
        break;
      }
      take();
    }
    if (!isEndOfLine()) {
      throw problem(line, column, "text behind a quote that was closed: expected the next cell");
    }
    endLine();
    return cells;
  }

  private String plain(int startLine, int startColumn) throws IOException {
    StringBuilder text = new StringBuilder();
    while (next != delimiter && !isEndOfLine()) {
      append(text, take(), startLine, startColumn);
    }
    return text.toString();
  }

  private String quoted(int startLine, int startColumn) throws IOException {
    StringBuilder text = new StringBuilder();
    take();
    while (true) {
      if (next == END) {
        throw problem(startLine, startColumn, "a quote that is not closed: expected another");
      }
      int character = take();
      if (character == '"') {
        if (next != '"') {
          return text.toString();
        }
        take();
      }
      append(text, character, startLine, startColumn);
    }
  }

  private void append(StringBuilder text, int character, int startLine, int startColumn) {
    if (text.length() >= MAX_CELL_LENGTH) {
      throw problem(
          startLine,
          startColumn,
          "a cell of more than "
              + MAX_CELL_LENGTH
              + " characters: expected a shorter one, or a quote to close it");
    }
    text.append((char) character);
  }

  private int take() throws IOException {
    int taken = next;
    next = reader.read();
    column++;
    if (taken == '\n' || (taken == '\r' && next != '\n')) {
      line++;
      column = 1;
    }
    return taken;
  }

  private boolean isEndOfLine() {
    return next == END || next == '\n' || next == '\r';
  }

  private void endLine() throws IOException {
    if (next == '\r') {
      take();
      if (next != '\n') {
        return;
      }
    }
    if (next == '\n') {
      take();
    }
  }

  private OperationFailedException problem(int atLine, int atColumn, String message) {
    return new OperationFailedException(file + ":" + atLine + ":" + atColumn + ": " + message);
  }
}
