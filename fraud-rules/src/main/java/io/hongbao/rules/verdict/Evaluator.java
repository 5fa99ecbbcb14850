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
 * Asks every rule of a book about cards that have passed all counters. A rule whose signals are
 * what they were when the same user's last card was asked is not asked again. Not thread-safe.
 */
public final class Evaluator {

  /** A denied entity stays blocked so long after it was last seen. */
  static final long DENIED_FOR_MILLIS = 24L * 60 * 60 * 1_000;

  private static final int PERCENT = 100;

  private final CompiledRuleSet book;
  private final List<BoundRule> rules;
  private final boolean hasLists;
  private final ConditionCache answers;
  private final long[] faults;

  public Evaluator(CompiledRuleSet book) {
    this.book = book;
    this.rules = book.rules();
    this.hasLists = !book.lists().equals(EntityLists.NONE);
    this.answers = new ConditionCache(rules, book.plan().signals().size());
    this.faults = new long[rules.size()];
  }

  /** The hits of a card, in the order of the rules. */
  public List<Hit> evaluate(SignalVector card) {
    List<Hit> hits = new ArrayList<>(0);
    if (hasLists) {
      if (isAllowed(card)) {
        return hits;
      }
      addDenied(card, hits);
    }
    ConditionCache.Answer answer = answers.of(card);
    BitSet faulty = answer.faults();
    for (int i = faulty.nextSetBit(0); i >= 0; i = faulty.nextSetBit(i + 1)) {
      faults[i]++;
    }
    BitSet held = answer.held();
    for (int i = held.nextSetBit(0); i >= 0; i = held.nextSetBit(i + 1)) {
      addHit(rules.get(i), card, hits);
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

  /** How many single questions were asked: cards times rules, less those known already. */
  long questionsAsked() {
    return answers.asked();
  }

  private boolean isAllowed(SignalVector card) {
    for (EntityKind kind : EntityKind.values()) {
      String name = nameOf(card, kind);
      if (!name.isEmpty() && book.lists().allows(new Entity(kind, name))) {
        return true;
      }
    }
    return false;
  }

  private void addDenied(SignalVector card, List<Hit> hits) {
    for (EntityKind kind : EntityKind.values()) {
      String name = nameOf(card, kind);
      if (!name.isEmpty() && book.lists().denies(new Entity(kind, name))) {
        hits.add(
            new Hit(
                new Entity(kind, name),
                EntityLists.DENY_RULE,
                book.version(),
                RiskLevel.BLOCK,
                false,
                false,
                card.beatEndMillis(),
                DENIED_FOR_MILLIS,
                Map.of(),
                List.of()));
      }
    }
  }

  private static void addHit(BoundRule bound, SignalVector card, List<Hit> hits) {
    Rule rule = bound.rule();
    String name = nameOf(card, rule.verdict().on());
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
              card.beatEndMillis() < bound.fullAtMillis(),
              card.beatEndMillis(),
              rule.verdict().forMillis(),
              values(bound, card),
              bound.condition().explain(card.values())));
    } catch (RuleFaultException e) {
      throw new IllegalStateException("rule " + rule.id() + ": held and cannot tell why", e);
    }
  }

  private static boolean isRolledOut(Rule rule, String name) {
    return rule.rolloutPercent() == PERCENT
        || Long.remainderUnsigned(UserHash.of(rule.id() + '/' + name), PERCENT)
            < rule.rolloutPercent();
  }

  private static Map<String, Double> values(BoundRule bound, SignalVector card) {
    Map<String, Double> values = new LinkedHashMap<>();
    int i = 0;
    for (String signal : bound.rule().signals().keySet()) {
      values.put(signal, card.values()[bound.places().get(i++)]);
    }
    return values;
  }

  private static String nameOf(SignalVector card, EntityKind kind) {
    return switch (kind) {
      case USER -> card.user();
      case DEVICE -> card.device();
      case ADDRESS -> card.address();
    };
  }
}
