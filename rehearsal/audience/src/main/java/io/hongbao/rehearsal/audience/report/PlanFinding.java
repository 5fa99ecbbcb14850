package io.hongbao.rehearsal.audience.report;

/** What could be learned of a show's plan. */
public sealed interface PlanFinding {

  /** The plan and what was issued. */
  record Known(PlanProgress progress) implements PlanFinding {}

  /**
   * Nothing.
   *
   * @param why one sentence without its end, for people
   */
  record Unknown(String why) implements PlanFinding {}
}
