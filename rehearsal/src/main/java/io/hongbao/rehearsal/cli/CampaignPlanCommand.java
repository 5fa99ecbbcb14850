package io.hongbao.rehearsal.cli;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignSummary;
import io.hongbao.show.campaign.SummaryText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a campaign gives away and when. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows the pools of a campaign and how they are released.")
final class CampaignPlanCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Campaign> campaign =
        CampaignArgument.orProblems(argument.read(), spec.commandLine().getErr());
    if (campaign.isEmpty()) {
      return ExitCode.SOFTWARE;
    }
    spec.commandLine().getOut().print(SummaryText.of(CampaignSummary.of(campaign.get())));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
