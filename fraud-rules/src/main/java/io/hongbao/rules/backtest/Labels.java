package io.hongbao.rules.backtest;

import io.hongbao.domain.Names;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.CsvFile;
import io.hongbao.files.CsvRow;
import io.hongbao.files.OutputFile;
import io.hongbao.files.SpreadsheetCell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What is truly known of users: for each its kind, {@code human} or a kind of bot. In a file they
 * are CSV with the columns {@code user} and {@code kind}; others may stand beside.
 */
public final class Labels {

  /** The kind of who is no bot. */
  public static final String HUMAN = "human";

  private static final String USER = "user";
  private static final String KIND = "kind";

  private final Map<String, String> kinds;

  public Labels(Map<String, String> kindsByUser) {
    this.kinds = Map.copyOf(kindsByUser);
  }

  /**
   * Reads a file, also if a spreadsheet has saved it.
   *
   * @throws OperationFailedException if it is none; the message names file, line and column
   */
  public static Labels read(Path file) throws IOException {
    Map<String, String> kinds = new HashMap<>();
    CsvFile.read(
        file,
        List.of(USER, KIND),
        "labels with the columns user and kind",
        row -> {
          String user = name(row, USER);
          String kind = name(row, KIND);
          if (isBotKind(kind) && kind.equalsIgnoreCase(HUMAN)) {
            throw row.problem(KIND, "expected " + HUMAN + " for people");
          }
          String before = kinds.putIfAbsent(user, kind);
          if (before != null && !before.equals(kind)) {
            throw row.problem(USER, "stands before as " + before + ", expected one kind");
          }
        });
    return new Labels(kinds);
  }

  private static String name(CsvRow row, String column) {
    try {
      return Names.requireName(column, row.text(column));
    } catch (IllegalArgumentException e) {
      throw row.problem(column, "expected a name without spaces at its ends");
    }
  }

  /** Writes them, by user. */
  public void write(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(USER, KIND).get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Map.Entry<String, String> each : new TreeMap<>(kinds).entrySet()) {
        printer.printRecord(
            SpreadsheetCell.guarded(each.getKey()), SpreadsheetCell.guarded(each.getValue()));
      }
    }
    OutputFile.write(file, text.toString());
  }

  /** The kind of a user; empty if nothing is known. */
  public Optional<String> kindOf(String user) {
    return Optional.ofNullable(kinds.get(user));
  }

  public boolean isBot(String user) {
    return isBotKind(kinds.getOrDefault(user, HUMAN));
  }

  static boolean isBotKind(String kind) {
    return !kind.equals(HUMAN);
  }

  public int size() {
    return kinds.size();
  }
}
