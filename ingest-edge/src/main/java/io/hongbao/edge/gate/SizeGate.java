package io.hongbao.edge.gate;

import io.hongbao.edge.answer.Problem;

/** Refuses a body by the length that the request announces, before any of it is read. */
final class SizeGate implements Gate {

  private final int mostBodyBytes;
  private final GateResult tooLarge;

  SizeGate(int mostBodyBytes) {
    this.mostBodyBytes = mostBodyBytes;
    this.tooLarge = new GateResult.Refusal(Problem.bodyTooLarge(mostBodyBytes));
  }

  @Override
  public String name() {
    return "size";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    return request.contentLength() > mostBodyBytes ? tooLarge : GateResult.PASS;
  }
}
