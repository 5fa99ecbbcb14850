package io.hongbao.solver;

/** What the solver says of a claim. */
public sealed interface ProofResult {

  /** It holds for all values that signals can have. */
  record Proved() implements ProofResult {}

  /**
   * It does not hold.
   *
   * @param example values for which it does not; the evaluator says so too
   */
  record Refuted(SignalValues example) implements ProofResult {}

  /**
   * It is not known whether it holds.
   *
   * @param reason such as a limit of time
   */
  record Unknown(String reason) implements ProofResult {}
}
