package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ClaimReport;
import io.hongbao.rehearsal.audience.LiveReport;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import java.util.Optional;

/**
 * All that a report shows.
 *
 * @param settings of the load
 * @param report what became of it
 * @param plan what was issued against the release curve, or why that is not known
 * @param live what became of long connections; empty over HTTP
 * @param claims what became of claims; empty if phones claimed nothing
 */
public record ReportData(
    AudienceSettings settings,
    AudienceReport report,
    PlanFinding plan,
    Optional<LiveReport> live,
    Optional<ClaimReport> claims) {

  /** Of a load over HTTP. */
  public ReportData(AudienceSettings settings, AudienceReport report, PlanFinding plan) {
    this(settings, report, plan, Optional.empty());
  }

  /** Of a load whose phones claim nothing. */
  public ReportData(
      AudienceSettings settings,
      AudienceReport report,
      PlanFinding plan,
      Optional<LiveReport> live) {
    this(settings, report, plan, live, Optional.empty());
  }
}
