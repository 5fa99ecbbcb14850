package io.hongbao.rehearsal.cli;

import io.hongbao.files.FolderLock;
import io.hongbao.files.OutputFile;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.Outputs;
import io.hongbao.ops.system.LogFolder;
import io.hongbao.rehearsal.rundown.Rundown;
import io.hongbao.rehearsal.rundown.RundownFile;
import io.hongbao.rehearsal.rundown.RundownFormatter;
import io.hongbao.rehearsal.rundown.RundownPage;
import io.hongbao.rehearsal.rundown.RundownReadResult;
import io.hongbao.rehearsal.rundown.RundownReport;
import io.hongbao.rehearsal.rundown.RundownScript;
import io.hongbao.rehearsal.torture.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a show's script on a system of its own. */
@Command(
    name = "rundown",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays a show's script on a separate system of processes under an audience: at their times it"
          + " stages, cues, pauses, switches modes, changes the traffic, kills or stops parts, and"
          + " checks what the script expects.",
      "Exit 1 if a step was refused or an expectation missed; all others are done all the same."
    })
final class RundownCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The script, such as campaigns/rundown-gala.yaml.")
  private Path file;

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = {
        "Plays the show so much faster or slower: 0.1 makes a minute of ten.",
        "It scales the times of steps and cues, and relative times of waves; turns, rates and"
            + " latencies stay. Instead of the script's own scale."
      })
  private Double scale;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept; empty or absent (a new folder in data-rundown).")
  private Path data;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Writes the steps and the audience's charts to FILE (DIR/rundown.html).")
  private Path reportFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    RundownReadResult reading = RundownFile.read(file, Instant.now());
    if (reading.script().isEmpty()) {
      reading.problems().forEach(err::println);
      err.flush();
      return ExitStatus.of(reading.problems());
    }
    RundownScript script = scaled(reading.script().get());
    PrintWriter out =
        reportFile == null
            ? spec.commandLine().getOut()
            : Outputs.beside(spec, Map.of("--report", reportFile));
    Path folder = data == null ? DataFolder.named(Path.of("data-rundown"), Instant.now()) : data;
    try (FolderLock lock = take(folder)) {
      LogFolder.logInto(folder.resolve("logs"), "rundown");
      RundownReport report =
          Rundown.run(
              script, folder, lock, line -> printLine(err, line), line -> printLine(out, line));
      printLine(out, RundownFormatter.end(report));
      Path page = reportFile == null ? folder.resolve("rundown.html") : reportFile;
      write(page, RundownPage.html(report));
      printLine(out, "report " + page);
      return report.isOk() ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
    }
  }

  private RundownScript scaled(RundownScript script) {
    try {
      return scale == null ? script : script.scaledBy(scale);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--scale " + scale + ": " + e.getMessage(), e);
    }
  }

  private FolderLock take(Path folder) {
    try {
      return DataFolder.take(folder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void write(Path page, String html) {
    try {
      OutputFile.write(page, html);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + page, e);
    }
  }

  private static void printLine(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
