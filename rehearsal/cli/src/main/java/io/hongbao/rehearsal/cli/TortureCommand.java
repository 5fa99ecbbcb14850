package io.hongbao.rehearsal.cli;

import io.hongbao.files.FolderLock;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LogFolder;
import io.hongbao.rehearsal.audience.Transport;
import io.hongbao.rehearsal.torture.DataFolder;
import io.hongbao.rehearsal.torture.PartKind;
import io.hongbao.rehearsal.torture.Torture;
import io.hongbao.rehearsal.torture.TortureReport;
import io.hongbao.rehearsal.torture.TortureSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks the parts of a system of its own under an audience, and checks what phones heard. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a separate system of processes on free ports, puts an audience on it, kills"
          + " parts at random, waits until they recover, and checks every answer that the phones"
          + " received.",
      "Exit 1 if a promise was broken, an acknowledged shake not answered in time, or money differs."
    })
final class TortureCommand implements Callable<Integer> {

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often a process is killed, spread over all parts (${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often one is stopped for 5 to 20 s (${DEFAULT-VALUE}).")
  private int pauses;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the fault plan: which part fails when (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "600",
      description = "Shakes a second, all phones together (${DEFAULT-VALUE}).")
  private int ratePerSecond;

  @Option(
      names = "--phones",
      paramLabel = "N",
      description = "How many phones; as many as the rate needs if not given.")
  private Integer phones;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Kafka brokers (${DEFAULT-VALUE}).")
  private int brokers;

  @Option(
      names = "--edges",
      paramLabel = "N",
      defaultValue = "2",
      description = "Edges (${DEFAULT-VALUE}).")
  private int edges;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Flink's task managers (${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      description = {
        "Kinds of parts to break: ${COMPLETION-CANDIDATES}; the first five if not given.",
        "With one of the last three the system pays: phones claim what they win, and the money is"
            + " compared at the end."
      })
  private Set<PartKind> parts = PartKind.answering();

  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "http",
      description = "How phones talk: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Transport transport;

  @Option(
      names = "--calm",
      paramLabel = "SECONDS",
      defaultValue = "12",
      description =
          "Longest pause between a full recovery and the next fault" + " (${DEFAULT-VALUE}).")
  private int calmSeconds;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "" + TortureSettings.DEFAULT_PATIENCE_SECONDS,
      description =
          "Within which an acknowledged shake must be answered; more on a slow machine"
              + " (${DEFAULT-VALUE}).")
  private int patienceSeconds;

  @Option(
      names = "--overlap",
      description = "Some faults come in the middle of the recovery from another.")
  private boolean overlap;

  @Option(
      names = "--full-disk",
      description = "Fills the brokers' disk once for some seconds; needs the right to mount.")
  private boolean fullDisk;

  @Option(
      names = "--packets",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The system pays, and the audience goes on until it has claimed so many packets.")
  private int packets;

  @Option(
      names = "--wallet-faults",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = {
        "The system pays; after all other faults the wallet fails for so long: of ten transfers one"
            + " hears 500, one is paid and hears nothing, one is paid and hears garbage.",
        "The curve of calls in flight and of repeated calls is shown and kept in payouts.csv."
      })
  private int walletFaultSeconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept; empty or absent (a new folder in data-torture).")
  private Path data;

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    TortureSettings settings = settings();
    try (FolderLock lock = take(settings.data())) {
      LogFolder.logInto(settings.data().resolve("logs"), "torture");
      return torture(settings, lock);
    }
  }

  private int torture(TortureSettings settings, FolderLock lock) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> people = json ? line -> {} : line -> printLine(out, line);
    PrintWriter err = spec.commandLine().getErr();
    TortureReport report = Torture.run(settings, lock, line -> printLine(err, line), people);
    if (json) {
      printLine(out, report.toJson());
    }
    return report.isOk() ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
  }

  private FolderLock take(Path folder) {
    try {
      return DataFolder.take(folder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private TortureSettings settings() {
    try {
      Path parent = Path.of("data-torture");
      // All is checked before a folder is made.
      TortureSettings checked = settings(data == null ? parent : data);
      return data == null ? settings(DataFolder.named(parent, Instant.now())) : checked;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private TortureSettings settings(Path folder) {
    return new TortureSettings(
        new DataDirectory(folder).root(),
        kills,
        pauses,
        seed,
        ratePerSecond,
        phones == null ? TortureSettings.phonesFor(ratePerSecond, packets) : phones,
        brokers,
        edges,
        taskManagers,
        parts,
        Duration.ofSeconds(calmSeconds),
        Duration.ofSeconds(patienceSeconds),
        overlap,
        fullDisk,
        transport,
        packets,
        Duration.ofSeconds(walletFaultSeconds));
  }

  private static void printLine(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
