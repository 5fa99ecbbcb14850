package io.hongbao.rules.verdict;

import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.RuleFaultException;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.CompiledRuleSet.BoundRule;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every rule of a rule set about signal vectors that have passed all counters. A rule whose
 * signals are what they were when the same user's last signal vector was asked is not asked again.
 * Not thread-safe.
 */
public final class Evaluator {

  /** A denied entity stays blocked so long after it was last seen. */
  static final long DENIED_FOR_MILLIS = 24L * 60 * 60 * 1_000;

  private static final int PERCENT = 100;

  private final CompiledRuleSet ruleSet;
  private final List<BoundRule> rules;
  private final boolean hasLists;
  private final ConditionCache cache;
  private final long[] faults;

  public Evaluator(CompiledRuleSet ruleSet) {
    this.ruleSet = ruleSet;
    this.rules = ruleSet.rules();
    this.hasLists = !ruleSet.lists().equals(EntityLists.NONE);
    this.cache = new ConditionCache(rules, ruleSet.plan().signals().size());
    this.faults = new long[rules.size()];
  }

  /** The hits of a signal vector, in the order of the rules. */
  public List<Hit> evaluate(SignalVector vector) {
    List<Hit> hits = new ArrayList<>(0);
    if (hasLists) {
      if (isAllowed(vector)) {
        return hits;
      }
      addDenied(vector, hits);
    }
    ConditionCache.Answer answer = cache.of(vector);
    BitSet faulty = answer.faults();
    for (int i = faulty.nextSetBit(0); i >= 0; i = faulty.nextSetBit(i + 1)) {
      faults[i]++;
    }
    BitSet held = answer.held();
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      addHit(rules.get(i), vector, hits);
    }
    return hits;
  }

  /** How often each rule could not tell, by its id; rules without a fault are left out. */
  public Map<String, Long> faults() {
    Map<String, Long> byRule = new LinkedHashMap<>();
    for (int i = 0; i < faults.length; i++) {
      if (faults[i] > 0) {
        byRule.put(rules.get(i).rule().id(), faults[i]);
      }
    }
    return byRule;
  }

  /**
   * How many conditions were evaluated: signal vectors times rules, less the answers known already.
   */
  long conditionsEvaluated() {
    return cache.asked();
  }

  private boolean isAllowed(SignalVector vector) {
    for (EntityKind kind : EntityKind.values()) {
      String name = nameOf(vector, kind);
      if (!name.isEmpty() && ruleSet.lists().allows(new Entity(kind, name))) {
        return true;
      }
    }
    return false;
  }

  private void addDenied(SignalVector vector, List<Hit> hits) {
    for (EntityKind kind : EntityKind.values()) {
      String name = nameOf(vector, kind);
      if (!name.isEmpty() && ruleSet.lists().denies(new Entity(kind, name))) {
        hits.add(
            new Hit(
                new Entity(kind, name),
                EntityLists.DENY_RULE,
                ruleSet.version(),
                RiskLevel.BLOCK,
                false,
                false,
                vector.beatEndMillis(),
                DENIED_FOR_MILLIS,
                Map.of(),
                List.of()));
      }
    }
  }

  private static void addHit(BoundRule bound, SignalVector vector, List<Hit> hits) {
    Rule rule = bound.rule();
    String name = nameOf(vector, rule.verdict().on());
    if (name.isEmpty() || !isRolledOut(rule, name)) {
      return;
    }
    try {
      hits.add(
          new Hit(
              new Entity(rule.verdict().on(), name),
              rule.id(),
              bound.version(),
              rule.verdict().level(),
              rule.mode() == RuleMode.SHADOW,
              vector.beatEndMillis() < bound.fullAtMillis(),
              vector.beatEndMillis(),
              rule.verdict().forMillis(),
              values(bound, vector),
              bound.condition().explain(vector.values())));
    } catch (RuleFaultException e) {
      throw new IllegalStateException("rule " + rule.id() + ": held and cannot tell why", e);
    }
  }

  private static boolean isRolledOut(Rule rule, String name) {
    return rule.rolloutPercent() == PERCENT
        || Long.remainderUnsigned(UserHash.of(rule.id() + '/' + name), PERCENT)
            < rule.rolloutPercent();
  }

  private static Map<String, Double> values(BoundRule bound, SignalVector vector) {
    Map<String, Double> values = new LinkedHashMap<>();
    int i = 0;
    for (String signal : bound.rule().signals().keySet()) {
      values.put(signal, vector.values()[bound.places().get(i++)]);
    }
    return values;
  }

  private static String nameOf(SignalVector vector, EntityKind kind) {
    return switch (kind) {
      case USER -> vector.user();
      case DEVICE -> vector.device();
      case ADDRESS -> vector.address();
    };
  }
}
