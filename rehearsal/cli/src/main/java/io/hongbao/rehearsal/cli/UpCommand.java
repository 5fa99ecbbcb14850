package io.hongbao.rehearsal.cli;

import io.hongbao.ops.CampaignArgument;
import io.hongbao.ops.CampaignLoadCommand;
import io.hongbao.ops.ExitStatus;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LogFolder;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.rehearsal.system.MoneySettings;
import io.hongbao.rehearsal.system.StartWatcher;
import io.hongbao.rules.publish.RuleSetPublisher;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final Duration END_TIMEOUT = Duration.ofSeconds(27);

  /** More want a machine of their own: {@code ./hongbao audience}. */
  private static final int MAX_PHONES = 100_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where everything is kept and resumed from (${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private UpPorts ports;

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description =
          "Campaign to load or to resume; without it the active show is resumed,"
              + " or the sample campaign is loaded.")
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
        "The number may change from one start to the next."
      })
  private Integer parallelism;

  @Option(
      names = "--rules-approval",
      paramLabel = "required|none",
      description = {
        "Whether rules that are published wait until a second person approves them.",
        "Without this option the setting stays as it is; it is none on a new system."
      })
  private String rulesApproval;

  @Option(
      names = "--approval",
      paramLabel = "required|none",
      description = {
        "Whether staged plans wait until another person approves them, in every show.",
        "Without this option the setting stays as it is; it is none on a new system."
      })
  private String approval;

  @Option(
      names = "--mend-topics",
      description = "Sets topic settings that break the law right, and goes on.")
  private boolean mendTopics;

  @Option(
      names = "--leave-cancelled-jobs",
      description = {
        "A job that somebody cancels or stops stays away.",
        "Else it is started again from its newest checkpoint."
      })
  private boolean leaveCancelledJobs;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = {
        "How long practice shakes may warm the system up before READY, 0 for not at all"
            + " (${DEFAULT-VALUE}).",
        "It ends sooner once answers do not come faster any more, and is left out while a wave is"
            + " open."
      })
  private int warmUpSeconds;

  @Option(
      names = "--wallet-database",
      paramLabel = "URL|none",
      description = {
        "PostgreSQL of the wallet, as jdbc:postgresql://HOST:PORT/DATABASE?user=USER.",
        "Without this option one is started here; with none, packets are drawn and nothing is paid."
      })
  private String walletDatabase;

  @Option(
      names = "--audience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of virtual phones to run beside the system, so that its"
              + " dashboards show traffic (0).")
  private int audience;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    LocalSettings settings = settings();
    PrintWriter err = spec.commandLine().getErr();
    List<Problem> problems = problems(settings.campaign(), err);
    if (!problems.isEmpty()) {
      return ExitStatus.of(problems);
    }
    LogFolder.logInto(settings.data().logs(), "up");
    StopSignal stop = StopSignal.install(END_TIMEOUT);
    var lines = new UpLines(err, Boolean.getBoolean("hongbao.terminal"));
    try (LocalSystem system = LocalSystem.start(settings, watcher(lines, stop))) {
      if (stop.isReceived()) {
        return ExitStatus.OK;
      }
      rulesApproval()
          .ifPresent(
              required ->
                  RuleSetPublisher.settle(
                      system.addresses().kafka(), required, System.currentTimeMillis()));
      String state = system.show().waitsFor().isPresent() ? "not on air" : "on the air";
      lines.say(UpLines.columns(state, CampaignLoadCommand.describe(system.show())));
      UpGuide.lines(system.addresses(), settings.data()).forEach(lines::say);
      printReady(system);
      Optional<UpAudience> guests = guests(system, settings.data(), lines);
      stop.await();
      guests.ifPresent(UpAudience::close);
    }
    return ExitStatus.OK;
  }

  private static StartWatcher watcher(UpLines lines, StopSignal stop) {
    return new StartWatcher() {
      @Override
      public void accept(String line) {
        lines.say(line);
      }

      @Override
      public void inPassing(String line) {
        lines.showProgress(line);
      }

      @Override
      public boolean isStopWanted() {
        return stop.isReceived();
      }
    };
  }

  /** They are told before anything starts, all at once. */
  private static List<Problem> problems(Optional<Path> campaign, PrintWriter err) {
    return campaign
        .map(file -> CampaignFile.read(file, Instant.now()))
        .filter(reading -> CampaignArgument.orProblems(reading, err).isEmpty())
        .map(CampaignReadResult::problems)
        .orElse(List.of());
  }

  private void printReady(LocalSystem system) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(system.addresses().toReadyLine());
    out.flush();
  }

  private Optional<UpAudience> guests(LocalSystem system, DataDirectory data, UpLines lines) {
    return audience == 0 || system.show().load().isEmpty()
        ? Optional.empty()
        : Optional.of(UpAudience.start(system, data, audience, lines));
  }

  private LocalSettings settings() {
    try {
      requireAudience();
      var unused = rulesApproval();
      return new LocalSettings(
              new DataDirectory(data),
              ports.toPorts(),
              Optional.ofNullable(campaign),
              Path.of(System.getProperty("hongbao.home", "."), "campaigns", "first-win.yaml"),
              edges,
              brokers,
              taskManagers,
              parallelism == null ? Math.min(taskManagers, LocalSettings.PARTITIONS) : parallelism,
              processes)
          .mendingTopics(mendTopics)
          .leavingStoppedJobs(leaveCancelledJobs)
          .approving(required("--approval", approval))
          .warmingUp(Duration.ofSeconds(warmUpSeconds))
          .paying(money());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Optional<MoneySettings> money() {
    return "none".equals(walletDatabase)
        ? Optional.empty()
        : Optional.of(new MoneySettings(Optional.ofNullable(walletDatabase)));
  }

  private static Optional<Boolean> required(String option, String word) {
    if (word == null || word.equals("none")) {
      return Optional.ofNullable(word).map(none -> false);
    }
    if (word.equals("required")) {
      return Optional.of(true);
    }
    throw new IllegalArgumentException(option + " is " + word + ", expected required or none");
  }

  private Optional<Boolean> rulesApproval() {
    return Optional.ofNullable(rulesApproval).map(RuleSetPublisher::parseApproval);
  }

  private void requireAudience() {
    if (audience < 0 || audience > MAX_PHONES) {
      throw new IllegalArgumentException(
          "--audience is " + audience + ", expected 0 to " + MAX_PHONES);
    }
  }
}
