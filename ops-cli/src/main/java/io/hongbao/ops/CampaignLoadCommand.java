package io.hongbao.ops;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.ops.system.ShowLoader.OnAir;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.load.LoadReport;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Appends a campaign to the log of a running system. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Appends a campaign's seeds and terms to the log, where they are inert until the show is put"
          + " on the air with ./hongbao show activate.",
      "Cut off and repeated, or run twice, it changes nothing more.",
      "With --seeds every file is checked first: if one is not as the manifest or the campaign"
          + " says, nothing is appended.",
      "With --shadow the show is played for real by a test group on this system, beside the live"
          + " show, and its packets can never be paid."
    })
public final class CampaignLoadCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      description =
          "Appends the seeds in this folder of `campaign seeds` instead of planning them.")
  private Path seeds;

  @Option(names = "--shadow", description = "Loads a shadow show: phones of a test group see it.")
  private boolean shadow;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "",
      description =
          "The test group that sees the shadow show, by ./hongbao ticket --group GROUP; every group"
              + " if not given.")
  private String group;

  @Mixin private AuthorOption author;
  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ShowKind kind = kind();
    CampaignReadResult reading = argument.read();
    if (CampaignArgument.orProblems(reading, spec.commandLine().getErr()).isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    PrintWriter err = spec.commandLine().getErr();
    LoadReport report =
        new ShowLoader(
                system.kafka(),
                LocalKeys.read(system.data()),
                author.author(OpRecord.MAX_AUTHOR_LENGTH))
            .load(argument.file(), kind, Optional.ofNullable(seeds), progress(err));
    spec.commandLine().getOut().println(describe(report));
    if (report.status() == LoadReport.Status.LOADED) {
      spec.commandLine().getOut().println(next(report.plan()));
    }
    return ExitStatus.OK;
  }

  /** A line that is written over has no place in a file. */
  private static AppendListener progress(PrintWriter err) {
    if (!Boolean.getBoolean("hongbao.terminal")) {
      return AppendListener.NONE;
    }
    return (appended, buckets) -> {
      err.printf(Locale.ROOT, "\rloads bucket %d of %d", appended, buckets);
      err.print(appended == buckets ? System.lineSeparator() : "");
      err.flush();
    };
  }

  private ShowKind kind() {
    if (!shadow && !group.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--group " + group + ": expected --shadow with it");
    }
    try {
      return shadow ? ShowKind.shadowFor(group) : ShowKind.LIVE;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private static String next(PlanRecord plan) {
    String activate = "./hongbao show activate --show " + plan.show();
    return plan.kind().isLive()
        ? "put it on the air with " + activate
        : String.format(
            Locale.ROOT,
            "show it to its phones with %s; theirs are the tickets of ./hongbao ticket --group %s",
            activate,
            plan.kind().group().isEmpty() ? "GROUP" : plan.kind().group());
  }

  static String describe(LoadReport report) {
    String show = report.plan().show();
    return switch (report.status()) {
      case LOADED_BEFORE -> "show " + show + " was loaded before: nothing to do";
      case WAITING_FOR_SEEDS ->
          "show "
              + show
              + ": its load was cut off, finish it with ./hongbao campaign load FILE --seeds DIR";
      case LOADED ->
          String.format(
              Locale.ROOT,
              "show %s: %d packets, %s yuan, %d records in %d buckets, %.1f s",
              show,
              report.packets(),
              Yuan.format(report.amountFen()),
              report.records(),
              report.plan().campaign().buckets(),
              report.durationMillis() / 1000.0);
    };
  }

  /** What became of a show that was to be put on the air. */
  public static String describe(OnAir onAir) {
    String loaded = onAir.load().map(CampaignLoadCommand::describe).orElse("no show is loaded");
    if (onAir.waitsFor().isPresent()) {
      return loaded + "; " + onAir.waitsFor().get();
    }
    boolean isLate =
        onAir.activation().stream()
            .anyMatch(
                activation ->
                    activation.plan().campaign().waves().stream()
                        .anyMatch(wave -> wave.schedule().opensAtMillis() < activation.atMillis()));
    return isLate ? loaded + "; its first wave opened before it was on the air" : loaded;
  }
}
