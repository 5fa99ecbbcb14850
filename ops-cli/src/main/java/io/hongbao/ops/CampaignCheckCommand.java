package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignReadResult;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells every problem of a campaign file at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Reports every problem of a campaign file; exits 1 if there is any.")
final class CampaignCheckCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CampaignReadResult reading = argument.read();
    Optional<Campaign> campaign = CampaignArgument.orProblems(reading, spec.commandLine().getErr());
    if (campaign.isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    CampaignArgument.warnOfOpening(reading, campaign.get(), spec.commandLine().getErr());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: fine. Show %s, %d waves, %d enterprises%n",
            reading.file(),
            campaign.get().show(),
            campaign.get().waves().size(),
            campaign.get().enterprises().size());
    return ExitStatus.OK;
  }
}
