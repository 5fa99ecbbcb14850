package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetJson;
import java.util.List;

/** A feed of rule sets in memory. */
final class InMemoryRuleSource {

  /** What every feed here reads; static, since operators travel to the cluster. */
  private static PublishedRules published = new PublishedRules();

  private InMemoryRuleSource() {}

  /** From now on these are published, and nothing else. */
  static RuleSource.Opener publish(RuleSet... sets) {
    published = new PublishedRules();
    publishAlso(sets);
    return opener();
  }

  static RuleSource.Opener opener() {
    return InMemoryFeed::new;
  }

  static void publishAlso(RuleSet... sets) {
    for (RuleSet set : sets) {
      published.accept(RuleSetJson.encode(set));
    }
  }

  /** Passes on what is published. */
  private static final class InMemoryFeed implements RuleSource {
    @Override
    public List<CompiledRuleSet> compiledRuleSets() {
      return published.compiledRuleSets();
    }

    @Override
    public long badRuleSets() {
      return published.bad();
    }

    @Override
    public void close() {}
  }
}
