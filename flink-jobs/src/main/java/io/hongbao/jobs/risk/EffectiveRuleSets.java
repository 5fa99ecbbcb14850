package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import java.util.List;

/**
 * Which book holds when, as one operator sees it: chosen by the beat, never by what arrived last.
 * Not thread-safe.
 */
final class EffectiveRuleSets {

  private final RuleSource feed;
  private final RuleSetTimeline timeline = new RuleSetTimeline();
  private List<CompiledRuleSet> known = List.of();

  EffectiveRuleSets(RuleSource feed) {
    this.feed = feed;
  }

  /** Whether there is any rule set; without one nothing needs to be counted. */
  boolean isAnyPublished() {
    return !latest().isEmpty();
  }

  /** The book for a beat. */
  CompiledRuleSet at(long beatEndMillis) {
    latest();
    return timeline.at(beatEndMillis);
  }

  /**
   * The books behind a version that took or take effect up to an instant, in order. One that was
   * replaced before its first beat is left out.
   */
  List<CompiledRuleSet> after(int version, long untilMillis) {
    return latest().stream()
        .filter(book -> book.version() > version && book.effectiveAtMillis() <= untilMillis)
        .filter(book -> timeline.at(book.effectiveAtMillis()) == book)
        .toList();
  }

  private List<CompiledRuleSet> latest() {
    List<CompiledRuleSet> published = feed.books();
    if (published != known) {
      published.forEach(timeline::add);
      known = published;
    }
    return known;
  }
}
