package io.hongbao.edge.gate;

import io.hongbao.tickets.InvalidTicketException;
import io.hongbao.tickets.TicketVerifier;

/** Lets in who holds a valid ticket. */
final class TicketGate implements Gate {

  private final TicketVerifier tickets;

  TicketGate(TicketVerifier tickets) {
    this.tickets = tickets;
  }

  @Override
  public String name() {
    return "ticket";
  }

  @Override
  public GateResult check(ShakeRequest request) {
    try {
      if (request.ticket() == null) {
        request.admit(tickets.verify(request.authorization(), request.nowMillis()));
      } else {
        tickets.requireLive(request.ticket(), request.nowMillis());
      }
      return GateResult.PASS;
    } catch (InvalidTicketException e) {
      return new GateResult.BadTicket(e);
    }
  }
}
