package io.hongbao.rules.ruleset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Which rule set holds at which evaluation second. Everybody who judges asks here by the second's
 * end, never by what arrived last: so a live job and a backtest change rule sets between the same
 * two records. Not thread-safe.
 */
public final class RuleSetTimeline {

  /** Rule sets that are kept: a second that is still open may need the one before the newest. */
  private static final int MAX_RULE_SETS = 8;

  private final Deque<CompiledRuleSet> newestFirst = new ArrayDeque<>();

  /** A timeline on which nothing was published yet. */
  public RuleSetTimeline() {
    newestFirst.add(CompiledRuleSet.EMPTY);
  }

  /** Adds a later version; one that is known or older changes nothing. */
  public void add(CompiledRuleSet ruleSet) {
    if (ruleSet.version() > newestFirst.getFirst().version()) {
      newestFirst.addFirst(ruleSet);
      if (newestFirst.size() > MAX_RULE_SETS) {
        newestFirst.removeLast();
      }
    }
  }

  /** The rule set for an evaluation second. */
  public CompiledRuleSet at(long secondEndMillis) {
    Iterator<CompiledRuleSet> ruleSets = newestFirst.iterator();
    CompiledRuleSet ruleSet = ruleSets.next();
    while (ruleSet.effectiveAtMillis() > secondEndMillis && ruleSets.hasNext()) {
      ruleSet = ruleSets.next();
    }
    return ruleSet;
  }

  /** When the first version after a rule set takes effect; the end of time if none is known. */
  public long nextChangeAfter(CompiledRuleSet ruleSet) {
    long next = Long.MAX_VALUE;
    for (CompiledRuleSet each : newestFirst) {
      if (each.version() > ruleSet.version()) {
        next = Math.min(next, each.effectiveAtMillis());
      }
    }
    return next;
  }

  /** The latest version, also when it is not in force yet. */
  public CompiledRuleSet newest() {
    return newestFirst.getFirst();
  }
}
