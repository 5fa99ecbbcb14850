package io.hongbao.ops;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.preview.CampaignPreview;
import io.hongbao.show.preview.Forecast;
import io.hongbao.show.preview.Glyphs;
import io.hongbao.show.preview.PayoutTime;
import io.hongbao.show.preview.PlanWarnings;
import io.hongbao.show.preview.PreviewFormatter;
import io.hongbao.show.preview.PreviewJson;
import io.hongbao.show.seeds.PlanningSeed;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a campaign gives away and when, and warns of what may go wrong with it. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the pools of a campaign and how they are released.",
      "Warnings go to stderr and change nothing: exit 1 is for problems of the file only."
    })
final class CampaignPlanCommand implements Callable<Integer> {

  /** Nobody on earth has more. */
  private static final int MAX_PHONES = 2_000_000_000;

  @Mixin private CampaignArgument argument;

  @Mixin private PayoutRateOption payoutRate;

  @Option(
      names = "--phones",
      paramLabel = "N",
      description = "The audience that is expected: how much of the packets will it win?")
  private Integer phones;

  @Option(
      names = "--max-rate",
      paramLabel = "R",
      description = "Wins a second that the system was seen to bear: warns of a higher peak.")
  private Double maxPerSecond;

  @Option(
      names = "--ascii",
      description =
          "Draws charts with ASCII characters only, as is the default where the"
              + " locale is not UTF-8.")
  private boolean ascii;

  @Option(names = "--json", description = "One JSON object on stdout and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    requireValid();
    PrintWriter err = spec.commandLine().getErr();
    CampaignReadResult reading = argument.read();
    Optional<Campaign> campaign = CampaignArgument.orProblems(reading, err);
    if (campaign.isEmpty()) {
      return ExitStatus.of(reading.problems());
    }
    CampaignArgument.warnOfOpening(reading, campaign.get(), err);
    CampaignPreview preview =
        CampaignPreview.of(campaign.get(), PlanningSeed.forPreview(reading.sha256()));
    Optional<Forecast> forecast =
        Optional.ofNullable(phones).map(audience -> Forecast.of(preview, audience));
    Optional<PayoutTime> payouts = payoutRate.timeOf(campaign.get());
    List<String> warnings =
        new ArrayList<>(
            PlanWarnings.of(
                preview,
                forecast,
                maxPerSecond == null ? OptionalDouble.empty() : OptionalDouble.of(maxPerSecond)));
    payouts.flatMap(PayoutTime::problem).ifPresent(warnings::add);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? PreviewJson.of(preview, forecast, payouts, warnings) + System.lineSeparator()
            : PreviewFormatter.of(
                preview, forecast, payouts, ascii ? Glyphs.ASCII : Glyphs.of(System.getenv())));
    out.flush();
    warnings.forEach(warning -> err.println("warning: " + reading.file() + ": " + warning));
    err.flush();
    return ExitStatus.OK;
  }

  private void requireValid() {
    if (phones != null && (phones < 1 || phones > MAX_PHONES)) {
      throw wrong("--phones is " + phones + ", expected 1 to " + MAX_PHONES);
    }
    // Not a number is not above 0 either.
    if (maxPerSecond != null && !(maxPerSecond > 0)) {
      throw wrong("--max-rate is " + maxPerSecond + ", expected above 0");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
