package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.preview.PayoutTime;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many payouts a second the payment system takes. */
public final class PayoutRateOption {

  @Option(
      names = "--payout-rate",
      paramLabel = "R",
      description =
          "Payouts a second that the payment system takes: is claim_within long enough to pay out"
              + " everything?")
  private Double perSecond;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** How long paying out takes; empty if no rate is given. */
  Optional<PayoutTime> timeOf(Campaign campaign) {
    if (perSecond == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PayoutTime.of(campaign, perSecond));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
