package io.hongbao.edge.gate;

import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.tickets.Ticket;

/**
 * Refuses users who post many times a second, whatever they post, for no phone does. All that they
 * hear is when their next turn starts. Fraud detection hears of the post as of any other one.
 */
final class PaceGate implements Gate {

  private final AddressBudgets budgets;
  private final ShakeService shakeService;

  PaceGate(AddressBudgets budgets, ShakeService shakeService) {
    this.budgets = budgets;
    this.shakeService = shakeService;
  }

  @Override
  public String name() {
    return "pace";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    Ticket ticket = request.ticket();
    long waitMillis =
        budgets.userWaitMillis(request.counted(), ticket.userHash(), request.nowMillis());
    if (waitMillis == 0) {
      return GateResult.PASS;
    }
    shakeService.refused(ticket.user(), request.nowMillis());
    return new GateResult.TooSoon(
        request
            .plan()
            .millisToNextShake(
                request.turn().shakeId(), ticket.userHash(), request.nowMillis(), turn -> true)
            .orElse(waitMillis));
  }
}
