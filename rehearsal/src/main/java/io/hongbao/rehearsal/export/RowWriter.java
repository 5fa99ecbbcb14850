package io.hongbao.rehearsal.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes rows as CSV by RFC 4180, in UTF-8, with a line of names first. The file appears when it is
 * whole; until then it grows beside it. Not thread-safe.
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

  private final Path file;
  private final Path growing;
  private final CSVPrinter printer;
  private boolean whole;

  private RowWriter(Path file, Path growing, CSVPrinter printer) {
    this.file = file;
    this.growing = growing;
    this.printer = printer;
  }

  /** Begins a file; one that is there stays until the new one is whole. */
  public static RowWriter create(Path file) throws IOException {
    // One that no other export of the same file writes to.
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path growing = file.resolveSibling(file.getFileName() + "." + unique + ".part");
    BufferedWriter writer =
        Files.newBufferedWriter(growing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(header()).get();
    return new RowWriter(file, growing, new CSVPrinter(writer, format));
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
          row.show(),
          row.shakeId().waveId(),
          row.shakeId().turn(),
          row.user(),
          row.device(),
          row.address(),
          lower(row.risk()),
          row.repeats(),
          row.ownRepeat() ? 1 : 0,
          row.edge(),
          row.prize().outcome(),
          row.prize().packetId(),
          row.prize().enterprise(),
          row.prize().amountFen());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + growing, e);
    }
  }

  /** Says that all rows are written. */
  public void finish() throws IOException {
    printer.close();
    Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING);
    whole = true;
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() throws IOException {
    if (!whole) {
      printer.close();
      Files.deleteIfExists(growing);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
