package io.hongbao.edge.gate;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.answer.Problem;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.ticket.Ticket;

/** Turns away who is blocked; of all others it stamps the risk level on the shake. */
final class VerdictGate implements Gate {

  private static final GateResult BLOCKED = new GateResult.Refusal(Problem.BLOCKED);

  private final VerdictTable verdicts;

  VerdictGate(VerdictTable verdicts) {
    this.verdicts = verdicts;
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
    return GateResult.PASS;
  }
}
