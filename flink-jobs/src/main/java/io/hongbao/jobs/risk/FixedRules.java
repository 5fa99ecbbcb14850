package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.book.RuleSetJson;
import java.util.List;

/** One rule set, whatever the topic {@code rules} says: for measurements. */
final class FixedRules implements RuleFeed {

  private final List<RuleBook> books;

  private FixedRules(RuleBook only) {
    this.books = List.of(only);
  }

  static RuleFeed.Opener of(RuleSet set) {
    byte[] published = RuleSetJson.encode(set);
    return () -> new FixedRules(RuleBook.of(RuleSetJson.decode(published)));
  }

  @Override
  public List<RuleBook> books() {
    return books;
  }

  @Override
  public long badRuleSets() {
    return 0;
  }

  @Override
  public void close() {}
}
