package io.hongbao.rehearsal.rundown;

import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import java.util.List;

/**
 * What came of a rundown.
 *
 * @param steps as they were played
 * @param beginMillis when the show began, epoch milliseconds: its steps count from then
 * @param load of the audience, for as long as it lasted
 * @param audience what became of it
 * @param plan what was issued against the release curve, or why that is not known
 */
public record RundownReport(
    RundownScript script,
    List<PlayedStep> steps,
    long beginMillis,
    AudienceSettings load,
    AudienceReport audience,
    PlanFinding plan) {

  public RundownReport {
    steps = List.copyOf(steps);
  }

  /** Whether every step was done and every expectation was met. */
  public boolean isOk() {
    return steps.stream().allMatch(step -> step.verdict().isGood());
  }
}
