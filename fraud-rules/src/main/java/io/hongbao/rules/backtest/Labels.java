package io.hongbao.rules.backtest;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.OutputFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

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
   * Reads a file.
   *
   * @throws OperationFailedException if it is none; the message names file and line
   */
  public static Labels read(Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, String> kinds = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      if (!parser.getHeaderNames().containsAll(List.of(USER, KIND))) {
        throw new OperationFailedException(file + ":1: expected the columns user and kind");
      }
      for (CSVRecord record : parser) {
        if (!record.isConsistent() || record.get(USER).isEmpty() || record.get(KIND).isEmpty()) {
          throw new OperationFailedException(
              file + ":" + parser.getCurrentLineNumber() + ": expected a user and a kind");
        }
        kinds.put(record.get(USER), record.get(KIND));
      }
    } catch (UncheckedIOException e) {
      throw new OperationFailedException(file + ": " + e.getCause().getMessage(), e);
    }
    return new Labels(kinds);
  }

  /** Writes them, by user. */
  public void write(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(USER, KIND).get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Map.Entry<String, String> each : new TreeMap<>(kinds).entrySet()) {
        printer.printRecord(each.getKey(), each.getValue());
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
