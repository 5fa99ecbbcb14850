package io.hongbao.edge.gate;

import io.hongbao.edge.shake.ShakeService;
import java.util.OptionalLong;

/**
 * Says BUSY while the edge cannot take more. What would not be logged again is let through longer,
 * and is never called BUSY, as something may have been sent before.
 */
final class LoadGate implements Gate {

  private static final GateResult BUSY = new GateResult.Busy(OptionalLong.empty());
  private static final GateResult TOO_MANY_WAIT =
      new GateResult.Refused(GateResult.Reason.TOO_MANY_WAIT);

  private final Load load;
  private final ShakeService shakeService;

  LoadGate(Load load, ShakeService shakeService) {
    this.load = load;
    this.shakeService = shakeService;
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    boolean mayWait = !load.isWaitingFull();
    boolean mayLog = load.mayLog(shakeService.pendingCount());
    if (mayWait && mayLog) {
      return GateResult.PASS;
    }
    boolean mayBeLogged = !request.isLookupOnly() && !shakeService.knows(request.answerKey());
    if (mayBeLogged) {
      return BUSY;
    }
    return mayWait || shakeService.holdsAnswer(request.answerKey())
        ? GateResult.PASS
        : TOO_MANY_WAIT;
  }
}
