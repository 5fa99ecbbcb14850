package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;

/**
 * All that a report shows.
 *
 * @param settings of the load
 * @param report what became of it
 * @param plan what was issued against the release curve, or why that is not known
 */
public record ReportData(AudienceSettings settings, AudienceReport report, PlanFinding plan) {}
