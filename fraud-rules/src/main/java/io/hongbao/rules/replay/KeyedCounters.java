package io.hongbao.rules.replay;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.signal.Counter;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.rules.signal.SignalPlan;
import io.hongbao.rules.signal.SignalVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All keys of one grouping, as a keyed operator of a job would hold them. Not thread-safe. */
final class KeyedCounters {

  /** How many evaluation seconds lie between two looks for keys whose windows are empty. */
  private static final int SECONDS_BETWEEN_SWEEPS = 60;

  private final Grouping by;
  private final Map<String, CounterState> states = new HashMap<>();
  private SignalPlan plan;
  private Counter counter;
  private int seconds;

  KeyedCounters(Grouping by, SignalPlan plan) {
    this.by = by;
    this.plan = plan;
    this.counter = new Counter(plan, by);
  }

  /** Goes on under another plan; what both plans read is kept. */
  void follow(SignalPlan newPlan) {
    states.replaceAll((key, state) -> state.under(newPlan, by));
    plan = newPlan;
    counter = new Counter(newPlan, by);
  }

  /** Has an evaluation second's signal vectors counted, each by its key. */
  void count(long secondEndMillis, List<SignalVector> vectors) {
    if (!plan.counts(by)) {
      states.clear();
      return;
    }
    Map<String, List<SignalVector>> byKey = new TreeMap<>();
    for (SignalVector vector : vectors) {
      String key = vector.keyOf(by);
      if (!key.isEmpty()) {
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(vector);
      }
    }
    byKey.forEach(
        (key, its) ->
            counter.count(
                states.computeIfAbsent(key, any -> CounterState.fresh(plan, by)),
                secondEndMillis,
                its));
    if (++seconds % SECONDS_BETWEEN_SWEEPS == 0) {
      states.values().removeIf(state -> state.emptyAtMillis() <= secondEndMillis);
    }
  }

  int keys() {
    return states.size();
  }
}
