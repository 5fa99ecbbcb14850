package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What phones see of a cache, and what they must see: all that was written since it was lost. */
public final class SimulatedPhones {

  private final CacheModel cache;
  private final Map<TurnName, Outcome> written = new HashMap<>();
  private final Map<TurnName, Outcome> seen = new HashMap<>();

  public SimulatedPhones(CacheModel cache) {
    this.cache = cache;
  }

  public void write(TurnName turn, DrawDecision decision) {
    cache.write(turn, decision);
    if (decision instanceof Decided decided) {
      written.put(turn, decided.outcome());
    }
  }

  public void loseCache() {
    cache.lose();
    written.clear();
  }

  /** A phone looks up a turn. */
  public void look(TurnName turn) {
    Optional<Outcome> told = cache.outcome(turn);
    if (told.isEmpty() && written.containsKey(turn)) {
      throw new SimulationBreachException(
          SimulationBreachException.Kind.OUTCOME_HIDDEN,
          turn + " has " + written.get(turn) + ", told nothing");
    }
    if (told.isPresent()) {
      Outcome before = seen.putIfAbsent(turn, told.get());
      if (before != null && !before.equals(told.get())) {
        throw new SimulationBreachException(
            SimulationBreachException.Kind.SEEN_CHANGED,
            turn + " saw " + before + ", then " + told.get());
      }
    }
  }
}
