package io.hongbao.edge.gate;

import io.hongbao.edge.answer.Problem;

/** What a gate says. */
public sealed interface GateResult {

  GateResult PASS = new Pass();

  /** On to the next gate. */
  record Pass() implements GateResult {}

  /** The request ends here, with a problem. */
  record Refusal(Problem problem) implements GateResult {}

  /** The request ends here, with an answer of status 200: CLOSED, the only one a gate knows. */
  record Answer(String json) implements GateResult {}
}
