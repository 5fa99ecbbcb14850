package io.hongbao.ops;

import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.export.LogRowReader;
import io.hongbao.proof.export.ReadProgressBar;
import io.hongbao.proof.export.RowWriter;
import io.hongbao.rules.backtest.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the log as a table. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes shakes and packets of the log as CSV, for notebooks, spreadsheets and backtests.",
      "The outcome of a shake comes from a replay of the log, which needs the keys; without"
          + " them the column is empty."
    })
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      required = true,
      description = "Where to; - is standard output.")
  private Path out;

  @Mixin private TimeSpanOptions time;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter people = Outputs.beside(spec, Map.of("--out", out));
    TimeSpan span = time.span();
    String kafka = system.kafka();
    PrintWriter err = spec.commandLine().getErr();
    ReadProgressBar bar = new ReadProgressBar(err, Boolean.getBoolean("hongbao.terminal"));
    LogRowReader.Totals totals;
    try (RowWriter writer = RowWriter.create(out)) {
      totals = new LogRowReader(kafka, keys(err)).read(span, writer::write, bar);
      writer.finish();
    } finally {
      bar.end();
    }
    if (totals.unreadable() > 0) {
      err.printf(Locale.ROOT, "%,d records that cannot be read left out%n", totals.unreadable());
      err.flush();
    }
    people.printf(
        Locale.ROOT, "%s: %,d rows of %,d records%n", out, totals.rows(), totals.records());
    people.flush();
    return ExitStatus.OK;
  }

  private Optional<LogRowReader.DrawKeys> keys(PrintWriter err) {
    try {
      LocalKeys keys = LocalKeys.read(system.data());
      return Optional.of(new LogRowReader.DrawKeys(keys.verifyingKey(), keys.sealingKey()));
    } catch (LocalKeys.MissingKeyException e) {
      err.println("without outcomes: " + e.getMessage());
      err.flush();
      return Optional.empty();
    }
  }
}
