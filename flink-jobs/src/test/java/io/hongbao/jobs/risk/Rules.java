package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.book.RuleSetJson;
import java.util.List;

/** A feed of rule sets in memory. */
final class Rules {

  /** What every feed here reads; static, since operators travel to the cluster. */
  private static PublishedRules published = new PublishedRules();

  private Rules() {}

  /** From now on these are published, and nothing else. */
  static RuleFeed.Opener publish(RuleSet... sets) {
    published = new PublishedRules();
    publishAlso(sets);
    return opener();
  }

  static RuleFeed.Opener opener() {
    return InMemoryFeed::new;
  }

  static void publishAlso(RuleSet... sets) {
    for (RuleSet set : sets) {
      published.accept(RuleSetJson.encode(set));
    }
  }

  /** Passes on what is published. */
  private static final class InMemoryFeed implements RuleFeed {
    @Override
    public List<RuleBook> books() {
      return published.books();
    }

    @Override
    public long badRuleSets() {
      return published.bad();
    }

    @Override
    public void close() {}
  }
}
