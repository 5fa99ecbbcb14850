package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Closed;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cache: outcomes by turn, and CLOSED under a key of its own. */
public class CacheModel {

  protected final Map<TurnName, Outcome> outcomes = new HashMap<>();
  protected final Set<TurnName> closed = new HashSet<>();

  /** Takes a decision; whichever instance it comes from. */
  public void write(TurnName turn, DrawDecision decision) {
    if (decision instanceof Decided decided) {
      outcomes.put(turn, decided.outcome());
    } else if (decision instanceof Closed) {
      closed.add(turn);
    }
  }

  /** What a phone is told. */
  public Optional<Outcome> outcome(TurnName turn) {
    return Optional.ofNullable(outcomes.get(turn));
  }

  public void lose() {
    outcomes.clear();
    closed.clear();
  }
}
