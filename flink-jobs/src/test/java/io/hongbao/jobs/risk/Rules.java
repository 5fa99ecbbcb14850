package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.book.RuleSetJson;
import io.hongbao.rules.file.RuleText;
import java.util.List;
import java.util.Locale;

/** Rules for tests, and a feed of rule sets in memory. */
final class Rules {

  static final long T0 = 1_800_000_000_000L;

  /** What every feed here reads; static, since operators travel to the cluster. */
  private static PublishedRules published = new PublishedRules();

  private Rules() {}

  static RuleText rule(String id, String mode, String when, String verdict) {
    return new RuleText(
        id + ".yaml",
        String.format(
            Locale.ROOT,
            """
        id: %s
        description: For tests.
        mode: %s
        signals:
          requests_10s: {count: requests, by: user, window: 10s}
          users_on_device_1m: {distinct: user, by: device, window: 1m}
          users_on_address_1m: {distinct: user, by: address, window: 1m}
          users_on_block_1m: {distinct: user, by: block, window: 1m}
          rhythm_1m: {stddev: interval_ms, by: user, window: 1m}
          won_1m: {sum: amount_fen, by: address, window: 1m}
        when: %s
        verdict: %s
        """,
            id,
            mode,
            when,
            verdict));
  }

  static RuleText rule(String id, String when) {
    return rule(id, "active", when, "{on: user, level: empty, for: 30s}");
  }

  /** A first version, in force a day before {@link #T0}. */
  static RuleSet set(RuleText... texts) {
    return RuleSet.first(List.of(texts), "ann", "first", T0 - 86_400_000);
  }

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
