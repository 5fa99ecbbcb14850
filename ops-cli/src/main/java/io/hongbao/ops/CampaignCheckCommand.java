package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.preview.PayoutTime;
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
    description = {
      "Reports every problem of a campaign file; exits 1 if there is any.",
      "With --payout-rate it is one if not everything can be paid out within claim_within."
    })
final class CampaignCheckCommand implements Callable<Integer> {

  @Mixin private CampaignArgument argument;

  @Mixin private PayoutRateOption payoutRate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CampaignReadResult reading = argument.read();
    Optional<Campaign> campaign = CampaignArgument.orProblems(reading, spec.commandLine().getErr());
    if (campaign.isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    CampaignArgument.warnOfOpening(reading, campaign.get(), spec.commandLine().getErr());
    Optional<String> tooSlow = payoutRate.timeOf(campaign.get()).flatMap(PayoutTime::problem);
    if (tooSlow.isPresent()) {
      spec.commandLine().getErr().println(reading.file() + ": " + tooSlow.get());
      return ExitStatus.CHECK_FAILED;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: fine. Show %s, %d waves, %d enterprises%n",
            reading.file(),
            campaign.get().show(),
            campaign.get().waves().size(),
            campaign.get().enterprises().size());
    for (CampaignWave wave : campaign.get().waves()) {
      wave.maxWinsPerSecond()
          .ifPresent(
              cap ->
                  spec.commandLine()
                      .getOut()
                      .printf(
                          Locale.ROOT,
                          "wave %s releases %,d packets in a second at most%n",
                          wave.id(),
                          cap));
    }
    return ExitStatus.OK;
  }
}
