package io.hongbao.proof.export;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rows that {@link RowWriter} wrote; columns may stand in any order, and others beside. */
public final class RowReader {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private RowReader() {}

  /**
   * Hands over the rows one by one.
   *
   * @throws OperationFailedException if it is no such file; the message names file and line
   */
  public static void read(Path file, Consumer<LogRow> rows) throws IOException {
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
      Set<String> missing = new TreeSet<>(RowWriter.COLUMNS);
      parser.getHeaderNames().forEach(missing::remove);
      if (!missing.isEmpty()) {
        throw new OperationFailedException(
            file + ":1: no column " + String.join(", ", missing) + ", expected an export");
      }
      for (CSVRecord record : parser) {
        LogRow row;
        try {
          row = row(record);
        } catch (IllegalArgumentException e) {
          throw new OperationFailedException(
              file + ":" + parser.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
        rows.accept(row);
      }
    } catch (UncheckedIOException e) {
      throw new OperationFailedException(file + ": " + e.getCause().getMessage(), e);
    }
  }

  private static LogRow row(CSVRecord record) {
    return new LogRow(
        LogRow.Kind.valueOf(upper(record.get("kind"))),
        Long.parseLong(record.get("at_ms")),
        Long.parseLong(record.get("stamp_ms")),
        Integer.parseInt(record.get("partition")),
        Long.parseLong(record.get("offset")),
        record.get("show"),
        new ShakeId(record.get("wave"), Integer.parseInt(record.get("turn"))),
        record.get("user"),
        record.get("device"),
        record.get("address"),
        RiskLevel.valueOf(upper(record.get("risk"))),
        Integer.parseInt(record.get("repeats")),
        record.get("own_repeat").equals("1"),
        record.get("edge"),
        new RowOutcome(
            record.get("outcome"),
            record.get("packet"),
            record.get("enterprise"),
            Long.parseLong(record.get("amount_fen"))));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
