package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import java.util.List;

/**
 * Which rule set holds when, as one operator sees it: chosen by the evaluation second, never by
 * what arrived last. Not thread-safe.
 */
final class EffectiveRuleSets {

  private final RuleSource source;
  private final RuleSetTimeline timeline = new RuleSetTimeline();
  private List<CompiledRuleSet> known = List.of();

  EffectiveRuleSets(RuleSource source) {
    this.source = source;
  }

  /** Whether there is any rule set; without one nothing needs to be counted. */
  boolean isAnyPublished() {
    return !latest().isEmpty();
  }

  /** The rule set for an evaluation second. */
  CompiledRuleSet at(long secondEndMillis) {
    latest();
    return timeline.at(secondEndMillis);
  }

  /**
   * The rule sets behind a version that took or take effect up to an instant, in order. One that
   * was replaced before its first evaluation second is left out.
   */
  List<CompiledRuleSet> after(int version, long untilMillis) {
    return latest().stream()
        .filter(
            ruleSet -> ruleSet.version() > version && ruleSet.effectiveAtMillis() <= untilMillis)
        .filter(ruleSet -> timeline.at(ruleSet.effectiveAtMillis()) == ruleSet)
        .toList();
  }

  private List<CompiledRuleSet> latest() {
    List<CompiledRuleSet> published = source.compiledRuleSets();
    if (published != known) {
      published.forEach(timeline::add);
      known = published;
    }
    return known;
  }
}
