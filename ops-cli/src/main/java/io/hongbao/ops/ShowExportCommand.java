package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.files.OutputFile;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.campaign.LoadedShow;
import io.hongbao.show.live.Activation;
import io.hongbao.show.live.PlanDiff;
import io.hongbao.show.live.PlanExport;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.live.ShowTable;
import io.hongbao.show.live.Times;
import io.hongbao.show.live.Waiting;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowSnapshot;
import io.hongbao.yaml.DurationFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes a show by a file, when Kafka cannot be reached from here. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Changes a show by a signed file that edges take, when Kafka cannot be reached from here.",
      "While it can: show export --snapshot SNAPSHOT keeps what is known of all shows.",
      "When it cannot: show export FILE --from SNAPSHOT with --file CAMPAIGN, cue WAVE +5s|now,"
          + " approve PLAN, activate, or mode 0-3 --reason TEXT. Every further file has what those"
          + " before it had."
    })
final class ShowExportCommand implements Callable<Integer> {

  /** Some hundred shows. */
  private static final long MAX_SNAPSHOT_BYTES = 256L * 1024 * 1024;

  /** Edges take a file up to 2 s before its plan counts. */
  private static final long SHORTEST_LEAD_MILLIS = 5_000;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE [cue WAVE +5s|-3s|now | approve PLAN | activate | mode 0-3]",
      description = "The file to write, and a command.")
  private List<String> words = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "SNAPSHOT",
      description = "Reads Kafka and keeps what operators need to know without it.")
  private Path snapshot;

  @Option(
      names = "--from",
      paramLabel = "SNAPSHOT",
      description = "What was known; it also remembers which files were made of it.")
  private Path from;

  @Option(
      names = "--file",
      paramLabel = "CAMPAIGN",
      description =
          "The campaign file to stage and activate; it adds no packets. Where plans need approval it"
              + " is only staged.")
  private Path campaignFile;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why the mode is set.")
  private String reason;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "2m",
      description =
          "How long the file may take until an edge appends it, from now: a plan counts from then"
              + " (${DEFAULT-VALUE}).")
  private String within;

  @Option(
      names = "--afresh",
      description = "Passes over the files before, which edges said came to nothing.")
  private boolean afresh;

  @Mixin private ShowOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (snapshot != null) {
        require(words.isEmpty() && from == null, "--snapshot: expected no file and no command");
        return keepSnapshot();
      }
      require(!words.isEmpty() && from != null, "expected FILE --from SNAPSHOT, or --snapshot");
      return export(Path.of(words.get(0)), words.subList(1, words.size()));
    } catch (IOException e) {
      throw new OperationFailedException(FileErrorFormatter.of(e), e);
    }
  }

  private int keepSnapshot() throws IOException {
    LocalKeys keys = options.keys();
    long lastFileNumber = Files.exists(snapshot) ? read(snapshot, keys).lastFileNumber() : 0;
    try (ShowSystem system = options.open()) {
      ShowTable table = system.topic().read();
      ShowSnapshot known =
          new ShowSnapshot(
              system.clock().millis(),
              system.settings().partitions(),
              lastFileNumber,
              table.records(),
              List.of());
      write(snapshot, known.sign(keys.signingKey()));
      return say("%d shows are kept in %s", table.shows().size(), snapshot);
    }
  }

  private int export(Path file, List<String> command) throws IOException {
    long leadMillis = millis(within);
    require(leadMillis >= SHORTEST_LEAD_MILLIS, "--within " + within + ": expected 5s or more");
    LocalKeys keys = options.keys();
    ShowSnapshot known = read(from, keys);
    Waiting clock = Waiting.system();
    ShowTable table = new ShowTable();
    known.records().forEach(table::accept);
    ShowState state = options.show(table, clock.millis());
    say(
        "show %s as it was known %s ago",
        state.show(), DurationFormatter.format((clock.millis() - known.atMillis()) / 1000 * 1000));
    PlanExport export =
        new PlanExport(
            known,
            state.show(),
            afresh,
            leadMillis,
            keys.approverKey(),
            keys.signingKey(),
            keys.sealingKey(),
            SecretSource.secure(),
            clock);
    if (campaignFile == null) {
      operate(export, state.show(), command);
    } else {
      require(command.isEmpty(), "--file: expected no command beside it");
      CampaignReadResult reading = read(export, state.show(), clock);
      Optional<Campaign> campaign =
          CampaignArgument.orProblems(reading, spec.commandLine().getErr());
      if (campaign.isEmpty()) {
        return ExitStatus.of(reading.problems());
      }
      stage(export, state.show(), campaign.get(), reading.sha256());
    }
    PlanFile made = export.file();
    write(file, made.toBytes());
    write(from, known.with(made).sign(keys.signingKey()));
    return say(
        "%s is file %d of show %s, %d records: give it to an edge that may reach Kafka, with"
            + " curl --data-binary @%s http://EDGE:ADMIN/plan, or into its folder",
        file, made.number(), made.show(), made.entries().size(), file);
  }

  private CampaignReadResult read(PlanExport export, String show, Waiting clock) {
    PlanRecord inForce = inForce(export, show);
    return CampaignFile.read(
        campaignFile, clock.instant(), Optional.of(LoadedShow.of(inForce.campaign())));
  }

  private static PlanRecord inForce(PlanExport export, String show) {
    return export
        .operator()
        .complete(show)
        .inForce()
        .orElseThrow(
            () ->
                new OperationFailedException(
                    "show " + show + " was not on the air: a file cannot put it on"));
  }

  /** Activates it too, unless somebody else has to approve it first. */
  private void stage(PlanExport export, String show, Campaign campaign, String sha256) {
    PlanDiff.lines(inForce(export, show).campaign(), campaign).forEach(line -> say("%s", line));
    PlanRecord plan = export.operator().stage(show, campaign, sha256, options.author()).plan();
    if (!export.shows().show(show).isWaitingForApproval()) {
      activate(export, show);
      return;
    }
    say(
        "plan %d is staged and waits for another person: show export FILE --from %s approve %d,"
            + " then activate",
        plan.number(), from, plan.number());
  }

  private void operate(PlanExport export, String show, List<String> command) {
    String name = command.isEmpty() ? "" : command.get(0);
    String author = options.author();
    if (name.equals("cue") && command.size() == 3) {
      Cue cue = ShowArguments.cue(spec, command.get(2));
      say(export.operator().cue(show, command.get(1), cue, true, author));
    } else if (name.equals("mode") && command.size() == 2) {
      require(reason != null, "mode: expected --reason TEXT");
      require(command.get(1).matches("[0-3]"), "mode " + command.get(1) + ": expected 0 to 3");
      Mode mode = ShowArguments.mode(spec, Integer.parseInt(command.get(1)), reason);
      export.operator().mode(show, mode, reason, author);
    } else if (name.equals("approve") && command.size() == 2) {
      require(command.get(1).matches("[0-9]{1,9}"), command.get(1) + ": expected a plan's number");
      export.operator().approve(show, Long.parseLong(command.get(1)), author);
    } else if (name.equals("activate") && command.size() == 1) {
      activate(export, show);
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "'"
              + String.join(" ", command)
              + "': expected cue WAVE +5s, cue WAVE now, approve PLAN, activate, mode 0-3, or"
              + " --file CAMPAIGN");
    }
  }

  private void activate(PlanExport export, String show) {
    say(export.operator().activate(show, OptionalLong.empty(), true, options.author()));
  }

  private static ShowSnapshot read(Path file, LocalKeys keys) throws IOException {
    if (Files.size(file) > MAX_SNAPSHOT_BYTES) {
      throw new OperationFailedException(
          file + ": expected at most " + MAX_SNAPSHOT_BYTES + " bytes");
    }
    try {
      return ShowSnapshot.verify(Files.readAllBytes(file), keys.verifyingKey());
    } catch (MalformedRecordException e) {
      throw new OperationFailedException(
          file
              + " is no snapshot of this system ("
              + e.getMessage()
              + "): make one with ./hongbao show export --snapshot "
              + file,
          e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (OutputFile output = OutputFile.create(file)) {
      output.stream().write(bytes);
      output.finish();
    }
  }

  private long millis(String text) {
    try {
      return DurationFormatter.parseMillis(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--within '" + text + "': " + e.getMessage(), e);
    }
  }

  private void require(boolean isSo, String expected) {
    if (!isSo) {
      throw new ParameterException(spec.commandLine(), expected);
    }
  }

  private void say(Activation activation) {
    PlanRecord plan = activation.plan();
    say(
        "plan %d counts from %s: the file must be with an edge that reaches Kafka 2 s before",
        plan.number(), Times.of(plan.campaign(), activation.atMillis()));
  }

  private int say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
    return ExitStatus.OK;
  }
}
