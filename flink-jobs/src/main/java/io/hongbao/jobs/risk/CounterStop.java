package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.signal.SignalPlan;
import io.hongbao.rules.signal.SignalVector;
import java.util.List;

/** Where signal vectors stop to be counted, behind their users: by which key, and by what there. */
enum CounterStop {
  DEVICE("device", Grouping.DEVICE, Grouping.DEVICE),
  /** An address lies in one block, so both are counted at the block: one stop less. */
  NETWORK("network", Grouping.ADDRESS, Grouping.BLOCK),
  /** A user again, to whom device and address have said who else is there. */
  NEIGHBOURS("neighbours", Grouping.NEIGHBOURS, Grouping.NEIGHBOURS);

  private final String label;

  /** Its names are the parts of a key; the same as the key's where a key has no parts. */
  private final Grouping part;

  private final Grouping key;

  CounterStop(String label, Grouping part, Grouping key) {
    this.label = label;
    this.part = part;
    this.key = key;
  }

  String label() {
    return label;
  }

  /** By what is counted here. */
  List<Grouping> groupings() {
    return part == key ? List.of(key) : List.of(part, key);
  }

  /** The grouping whose names are the parts of a key. */
  Grouping part() {
    return part;
  }

  /** The grouping whose name is the key. */
  Grouping key() {
    return key;
  }

  /**
   * The key under which a signal vector passes. One that is not counted here passes under its
   * user's name, which spreads them.
   */
  String keyOf(SignalVector vector) {
    String name = vector.keyOf(key);
    if (name.isEmpty()) {
      name = vector.keyOf(part);
    }
    return name.isEmpty() ? vector.user() : name;
  }

  /** Whether a signal vector is counted here; one that is not passes at once. */
  boolean counts(SignalVector vector, SignalPlan plan) {
    return counts(key, vector, plan) || counts(part, vector, plan);
  }

  private static boolean counts(Grouping by, SignalVector vector, SignalPlan plan) {
    return plan.counts(by) && !vector.keyOf(by).isEmpty();
  }
}
