package io.hongbao.rules.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes signal vectors of one user's events: tells turns used from requests repeated, drops what
 * the log has twice, and puts a win where the user shook last. It stands before the counters, keyed
 * by user, and is called like them: an evaluation second's events at once, in any order. Holds
 * nothing itself; thread-safe.
 */
public final class Intake {

  private final SignalPlan plan;

  public Intake(SignalPlan plan) {
    this.plan = plan;
  }

  /**
   * The signal vectors of a user's evaluation second; an event that adds nothing to any counter
   * makes none.
   */
  public List<SignalVector> admit(IntakeState state, long secondEndMillis, List<RiskEvent> events) {
    state.lastBeatEndMillis(secondEndMillis);
    List<RiskEvent> ordered = events;
    if (events.size() > 1) {
      ordered = new ArrayList<>(events);
      ordered.sort(RiskEvent.CANONICAL);
    }
    List<SignalVector> vectors = new ArrayList<>(ordered.size());
    for (RiskEvent event : ordered) {
      if (event.packetId().isEmpty()) {
        admitShake(state, secondEndMillis, event, vectors);
      } else if (state.takePacket(event.packetId())) {
        vectors.add(
            vector(
                secondEndMillis, event, state.device(), state.address(), 0, 1, event.amountFen()));
      }
    }
    return vectors;
  }

  private void admitShake(
      IntakeState state, long secondEndMillis, RiskEvent event, List<SignalVector> vectors) {
    state.moveTo(event.device(), event.address());
    boolean isNewTurn = state.takeTurn(event.turn());
    if (isNewTurn || event.requests() > 0) {
      vectors.add(
          vector(secondEndMillis, event, event.device(), event.address(), isNewTurn ? 1 : 0, 0, 0));
    }
  }

  private SignalVector vector(
      long secondEndMillis,
      RiskEvent event,
      String device,
      String address,
      int shakes,
      int packets,
      long amountFen) {
    return new SignalVector(
        secondEndMillis,
        event.stampMillis(),
        event.user(),
        device,
        address,
        event.requests(),
        shakes,
        packets,
        amountFen,
        plan.freshValues(),
        plan.freshSharers());
  }
}
