package io.hongbao.rules.verdict;

import io.hongbao.rules.condition.RuleFaultException;
import io.hongbao.rules.ruleset.CompiledRuleSet.BoundRule;
import io.hongbao.rules.signal.SignalVector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What each rule's condition says to a signal vector's values, remembered for the users seen
 * lately. It remembers values with their answers, so forgetting changes no answer. Not thread-safe.
 */
final class ConditionCache {

  /** Users remembered; one takes a few hundred bytes. */
  private static final int SLOTS = 2_048;

  /** The answers of all rules to one signal vector's values. */
  static final class Answer {
    private String user;
    private double[] values;
    private final BitSet held = new BitSet();
    private final BitSet faults = new BitSet();

    /** The rules whose condition holds, by their place in the rule set. */
    BitSet held() {
      return held;
    }

    /** The rules that could not tell. */
    BitSet faults() {
      return faults;
    }
  }

  private final List<BoundRule> rules;
  private final BitSet all = new BitSet();

  /** By a signal's place in the values: the rules that look at it. */
  private final BitSet[] askedBySignal;

  private final BitSet changed = new BitSet();
  private final Answer[] slots = new Answer[SLOTS];
  private long asked;

  /**
   * Nobody's yet.
   *
   * @param signals how many values a signal vector has
   */
  ConditionCache(List<BoundRule> rules, int signals) {
    this.rules = rules;
    this.askedBySignal = new BitSet[signals];
    Arrays.setAll(askedBySignal, signal -> new BitSet());
    for (int rule = 0; rule < rules.size(); rule++) {
      all.set(rule);
      BoundRule bound = rules.get(rule);
      int i = 0;
      for (String signal : bound.rule().signals().keySet()) {
        int place = bound.places().get(i++);
        if (bound.condition().uses(signal)) {
          askedBySignal[place].set(rule);
        }
      }
    }
  }

  /** The answers to a signal vector; they are good until the next call. */
  Answer of(SignalVector vector) {
    int slot = vector.user().hashCode() & (SLOTS - 1);
    Answer known = slots[slot];
    boolean isKnown = known != null && known.user.equals(vector.user());
    if (known == null) {
      known = new Answer();
      slots[slot] = known;
    }
    BitSet wanted = isKnown ? changedSince(known.values, vector.values()) : all;
    for (int rule = wanted.nextSetBit(0); rule >= 0; rule = wanted.nextSetBit(rule + 1)) {
      ask(rule, vector.values(), known);
    }
    known.user = vector.user();
    known.values = vector.values();
    return known;
  }

  private BitSet changedSince(double[] before, double[] now) {
    changed.clear();
    for (int place = 0; place < now.length; place++) {
      if (Double.doubleToRawLongBits(before[place]) != Double.doubleToRawLongBits(now[place])) {
        changed.or(askedBySignal[place]);
      }
    }
    return changed;
  }

  private void ask(int rule, double[] values, Answer answer) {
    asked++;
    boolean held = false;
    boolean fault = false;
    try {
      held = rules.get(rule).condition().holds(values);
    } catch (RuleFaultException e) {
      fault = true;
    }
    answer.held.set(rule, held);
    answer.faults.set(rule, fault);
  }

  long asked() {
    return asked;
  }
}
