package io.hongbao.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with campaign files. */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = "Checks, plans and loads what a show gives away.",
    subcommands = {
      CampaignCheckCommand.class,
      CampaignPlanCommand.class,
      CampaignSeedsCommand.class,
      CampaignLoadCommand.class
    })
final class CampaignCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected check, plan, seeds or load");
  }
}
