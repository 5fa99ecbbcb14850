package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.system.DataDirectory;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the whole system up on this machine until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts the whole system on this machine and stays until Ctrl-C or SIGTERM.")
final class UpCommand implements Callable<Integer> {

  /** Whoever stops us waits 30 s at most. */
  private static final Duration END_WITHIN = Duration.ofSeconds(27);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept and resumed from (${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--edge-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.EDGE,
      description = "Calls of the audience (${DEFAULT-VALUE}).")
  private int edgePort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.ADMIN,
      description = "Health and metrics of the edge (${DEFAULT-VALUE}).")
  private int adminPort;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.FLINK,
      description = "Flink's dashboard (${DEFAULT-VALUE}).")
  private int flinkPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.KAFKA,
      description = "Kafka (${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.REDIS,
      description = "Redis (${DEFAULT-VALUE}).")
  private int redisPort;

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description = "What to load, or to go on with; a sample if no show is on.")
  private Path campaign;

  @Option(
      names = "--edges",
      paramLabel = "N",
      defaultValue = "1",
      description = "Edges; further ones take the next free ports (${DEFAULT-VALUE}).")
  private int edges;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Kafka brokers; several only with --processes (${DEFAULT-VALUE}).")
  private int brokers;

  @Option(
      names = "--processes",
      description = "Each part an OS process, its pid in DIR/pids, started again when it dies.")
  private boolean processes;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Flink's task managers (${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = {
        "Subtasks of the draw job; as many as task managers, if not given.",
        "May be another at each start."
      })
  private Integer parallelism;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    LocalSettings settings = settings();
    Logs.into(settings.data().logs(), "up");
    PrintWriter err = spec.commandLine().getErr();
    StopSignal stop = StopSignal.install(END_WITHIN);
    try (LocalSystem system = LocalSystem.start(settings, line -> printLine(err, line))) {
      if (!stop.isReceived()) {
        printLine(err, CampaignLoadCommand.describe(system.show()));
        printLine(spec.commandLine().getOut(), system.addresses().toReadyLine());
      }
      stop.await();
    }
    return ExitCode.OK;
  }

  private LocalSettings settings() {
    try {
      var ports = new LocalPorts(edgePort, adminPort, flinkPort, kafkaPort, redisPort);
      return new LocalSettings(
          new DataDirectory(data),
          ports,
          Optional.ofNullable(campaign),
          Path.of(System.getProperty("hongbao.home", "."), "campaigns", "first-win.yaml"),
          edges,
          brokers,
          taskManagers,
          parallelism == null ? Math.min(taskManagers, LocalSettings.PARTITIONS) : parallelism,
          processes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void printLine(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
