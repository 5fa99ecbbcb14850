package io.hongbao.edge.gate;

import io.hongbao.edge.shake.ShakeService;

/**
 * Says BUSY while the edge cannot take more. What would not be logged again is let through longer,
 * and is never called BUSY, as something may have been sent before.
 */
final class LoadGate implements Gate {

  private static final GateResult BUSY = new GateResult.Refused(GateResult.Reason.BUSY);
  private static final GateResult TOO_MANY_WAIT =
      new GateResult.Refused(GateResult.Reason.TOO_MANY_WAIT);

  private final Load load;
  private final ShakeService desk;

  LoadGate(Load load, ShakeService desk) {
    this.load = load;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    boolean mayWait = !load.isWaitingFull();
    boolean mayLog = load.mayLog(desk.pendingCount());
    if (mayWait && mayLog) {
      return GateResult.PASS;
    }
    boolean mayBeLogged = !request.isLookupOnly() && !desk.knows(request.answerKey());
    if (mayBeLogged) {
      return BUSY;
    }
    return mayWait || desk.holdsAnswer(request.answerKey()) ? GateResult.PASS : TOO_MANY_WAIT;
  }
}
