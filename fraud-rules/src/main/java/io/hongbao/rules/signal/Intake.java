package io.hongbao.rules.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes cards of one user's events: tells turns used from requests repeated, drops what the log has
 * twice, and puts a win where the user shook last. It stands before the counters, keyed by user,
 * and is called like them: a beat's events at once, in any order. Holds nothing itself;
 * thread-safe.
 */
public final class Intake {

  private final SignalPlan plan;

  public Intake(SignalPlan plan) {
    this.plan = plan;
  }

  /** The cards of a user's beat; an event that adds nothing to any counter makes none. */
  public List<SignalVector> admit(IntakeState state, long beatEndMillis, List<RiskEvent> events) {
    state.lastBeatEndMillis(beatEndMillis);
    List<RiskEvent> ordered = events;
    if (events.size() > 1) {
      ordered = new ArrayList<>(events);
      ordered.sort(RiskEvent.CANONICAL);
    }
    List<SignalVector> cards = new ArrayList<>(ordered.size());
    for (RiskEvent event : ordered) {
      if (event.packetId().isEmpty()) {
        admitShake(state, beatEndMillis, event, cards);
      } else if (state.takePacket(event.packetId())) {
        cards.add(
            card(beatEndMillis, event, state.device(), state.address(), 0, 1, event.amountFen()));
      }
    }
    return cards;
  }

  private void admitShake(
      IntakeState state, long beatEndMillis, RiskEvent event, List<SignalVector> cards) {
    state.moveTo(event.device(), event.address());
    boolean isNewTurn = state.takeTurn(event.turn());
    if (isNewTurn || event.requests() > 0) {
      cards.add(
          card(beatEndMillis, event, event.device(), event.address(), isNewTurn ? 1 : 0, 0, 0));
    }
  }

  private SignalVector card(
      long beatEndMillis,
      RiskEvent event,
      String device,
      String address,
      int shakes,
      int packets,
      long amountFen) {
    return new SignalVector(
        beatEndMillis,
        event.stampMillis(),
        event.user(),
        device,
        address,
        event.requests(),
        shakes,
        packets,
        amountFen,
        plan.freshValues());
  }
}
