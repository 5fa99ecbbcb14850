package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.campaign.LoadedShow;
import io.hongbao.show.live.PlanDiff;
import io.hongbao.show.live.ShowOperator.Staged;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a plan known to every edge. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a campaign file against the plan in force and makes it known to every edge; nothing"
          + " changes until it is activated.",
      "The file is the whole show as it shall be. A relative time of a wave that is loaded means"
          + " the stored one."
    })
final class ShowStageCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The campaign file.")
  private Path file;

  @Option(names = "--look", description = "Only says what it would change.")
  private boolean look;

  @Mixin private ShowOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (ShowSystem system = options.open()) {
      ShowState state = options.show(system);
      PlanRecord inForce =
          state
              .inForce()
              .orElseThrow(
                  () ->
                      new OperationFailedException(
                          "show "
                              + state.show()
                              + " is not on the air: put it on with ./hongbao show activate"));
      CampaignReadResult reading =
          CampaignFile.read(
              file, system.clock().instant(), Optional.of(LoadedShow.of(inForce.campaign())));
      Optional<Campaign> campaign =
          CampaignArgument.orProblems(reading, spec.commandLine().getErr());
      if (campaign.isEmpty()) {
        return ExitStatus.of(reading.problems());
      }
      PlanDiff.lines(inForce.campaign(), campaign.get()).forEach(out::println);
      if (look) {
        out.flush();
        return ExitStatus.OK;
      }
      Staged staged =
          system.operator().stage(state.show(), campaign.get(), reading.sha256(), options.author());
      out.println(
          String.format(
              Locale.ROOT,
              "plan %d of show %s is staged%s",
              staged.plan().number(),
              state.show(),
              staged.behind().isEmpty() ? " and acknowledged by every edge" : ""));
      if (!staged.behind().isEmpty()) {
        out.println(
            String.format(
                Locale.ROOT,
                "not acknowledged within %d s by %s",
                ShowSettings.MAX_ACK_WAIT_MILLIS / 1000,
                String.join(", ", staged.behind())));
      }
      out.flush();
      return staged.behind().isEmpty() ? ExitStatus.OK : ExitStatus.NOT_DONE;
    }
  }
}
