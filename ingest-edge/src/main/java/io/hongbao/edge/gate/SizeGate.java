package io.hongbao.edge.gate;

/** Refuses a body by the length that the request announces, before any of it is read. */
final class SizeGate implements Gate {

  private static final GateResult TOO_LARGE =
      new GateResult.Refused(GateResult.Reason.BODY_TOO_LARGE);

  private final int maxBodyBytes;

  SizeGate(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public String name() {
    return "size";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    return request.contentLength() > maxBodyBytes ? TOO_LARGE : GateResult.PASS;
  }
}
