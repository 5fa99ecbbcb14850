package io.hongbao.rehearsal.audience;

import io.hongbao.rules.crowd.BotReport;
import java.util.List;
import java.util.Optional;

/**
 * What became of all that phones do besides shaking.
 *
 * @param bots the bots' posts; empty if the audience has none
 * @param live the long connections; empty over HTTP
 * @param claims empty if phones claim nothing
 * @param exit phones that looked at their packets after the wave; empty if none did
 * @param policies how phones followed changes of the phone policy
 */
public record PhoneReports(
    Optional<BotReport> bots,
    Optional<LiveReport> live,
    Optional<ClaimReport> claims,
    Optional<ExitReport> exit,
    PolicyReport policies) {

  /** The reports of an audience that has not run. */
  static final PhoneReports NONE =
      new PhoneReports(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new PolicyReport(0, List.of()));
}
