package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Closed;

/** Caches with one fault each. */
public final class FaultyCaches {

  private FaultyCaches() {}

  /** CLOSED goes under the key of the shake. */
  public static CacheModel closedOverOutcome() {
    return new CacheModel() {
      @Override
      public void write(TurnName turn, DrawDecision decision) {
        super.write(turn, decision);
        if (decision instanceof Closed) {
          outcomes.remove(turn);
        }
      }
    };
  }
}
