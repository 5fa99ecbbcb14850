package io.hongbao.proof.export;

import io.hongbao.files.OutputFile;
import io.hongbao.files.SpreadsheetCell;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes rows as CSV by RFC 4180, in UTF-8, with a line of names first, to an {@link OutputFile}.
 * Names are guarded by {@link SpreadsheetCell}. Not thread-safe.
 */
public final class RowWriter implements AutoCloseable {

  /** The names of the columns, in their order. */
  public static final List<String> COLUMNS =
      List.of(
          "kind",
          "at_ms",
          "stamp_ms",
          "partition",
          "offset",
          "show",
          "wave",
          "turn",
          "user",
          "device",
          "address",
          "risk",
          "repeats",
          "own_repeat",
          "edge",
          "outcome",
          "packet",
          "enterprise",
          "amount_fen");

  private final Path named;
  private final OutputFile file;
  private final CSVPrinter printer;

  private RowWriter(Path named, OutputFile file, CSVPrinter printer) {
    this.named = named;
    this.file = file;
    this.printer = printer;
  }

  /** Begins a file; one that is there stays until the new one is whole. */
  public static RowWriter create(Path named) throws IOException {
    OutputFile file = OutputFile.create(named);
    try {
      Writer writer =
          new BufferedWriter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8));
      CSVFormat format =
          CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(header()).get();
      return new RowWriter(named, file, new CSVPrinter(writer, format));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  static String[] header() {
    return COLUMNS.toArray(String[]::new);
  }

  public void write(LogRow row) {
    try {
      printer.printRecord(
          lower(row.kind()),
          row.atMillis(),
          row.stampMillis(),
          row.partition(),
          row.offset(),
          SpreadsheetCell.guarded(row.show()),
          SpreadsheetCell.guarded(row.shakeId().waveId()),
          row.shakeId().turn(),
          SpreadsheetCell.guarded(row.user()),
          SpreadsheetCell.guarded(row.device()),
          row.address(),
          lower(row.risk()),
          row.repeats(),
          row.ownRepeat() ? 1 : 0,
          SpreadsheetCell.guarded(row.edge()),
          row.prize().outcome(),
          SpreadsheetCell.guarded(row.prize().packetId()),
          SpreadsheetCell.guarded(row.prize().enterprise()),
          row.prize().amountFen());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + named, e);
    }
  }

  /** Says that all rows are written. */
  public void finish() throws IOException {
    printer.flush();
    file.finish();
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
