package io.hongbao.edge.gate;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.risk.SlowTurns;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.tickets.Ticket;

/**
 * Refuses shakes of blocked users, and shakes that a slowed user sends too soon. It stamps the risk
 * level on all other shakes. A slowed user still gets the answers of turns that were used before.
 */
final class VerdictGate implements Gate {

  private static final GateResult BLOCKED = new GateResult.Refused(GateResult.Reason.BLOCKED);

  private final VerdictTable verdicts;
  private final ShakeService shakeService;

  VerdictGate(VerdictTable verdicts, ShakeService shakeService) {
    this.verdicts = verdicts;
    this.shakeService = shakeService;
  }

  @Override
  public String name() {
    return "verdict";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    Ticket ticket = request.ticket();
    RiskLevel level =
        verdicts.levelOf(ticket.user(), ticket.device(), request.address(), request.nowMillis());
    if (level == RiskLevel.BLOCK) {
      return BLOCKED;
    }
    request.stamp(level);
    return level == RiskLevel.SLOW ? slow(request) : GateResult.PASS;
  }

  private GateResult slow(ShakeRequest request) {
    int turn = request.turn().shakeId().turn();
    long userHash = request.ticket().userHash();
    if (request.isLookupOnly()
        || SlowTurns.mayUse(turn, userHash)
        || shakeService.knows(request.answerKey())) {
      return GateResult.PASS;
    }
    shakeService.refused(request.ticket().user(), request.nowMillis());
    long waitMillis =
        request
            .plan()
            .millisToNextShake(
                request.turn().shakeId(),
                userHash,
                request.nowMillis(),
                later -> SlowTurns.mayUse(later, userHash))
            .orElse(0);
    return new GateResult.TooSoon(waitMillis);
  }
}
