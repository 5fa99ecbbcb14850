package io.hongbao.jobs.risk;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.book.RuleTimeline;
import java.util.List;

/**
 * Which book holds when, as one operator sees it: chosen by the beat, never by what arrived last.
 * Not thread-safe.
 */
final class RuleBooks {

  private final RuleFeed feed;
  private final RuleTimeline timeline = new RuleTimeline();
  private List<RuleBook> known = List.of();

  RuleBooks(RuleFeed feed) {
    this.feed = feed;
  }

  /** Whether there is any rule set; without one nothing needs to be counted. */
  boolean isAnyPublished() {
    return !latest().isEmpty();
  }

  /** The book for a beat. */
  RuleBook at(long beatEndMillis) {
    latest();
    return timeline.at(beatEndMillis);
  }

  /**
   * The books behind a version that took or take effect up to an instant, in order. One that was
   * replaced before its first beat is left out.
   */
  List<RuleBook> after(int version, long untilMillis) {
    return latest().stream()
        .filter(book -> book.version() > version && book.effectiveAtMillis() <= untilMillis)
        .filter(book -> timeline.at(book.effectiveAtMillis()) == book)
        .toList();
  }

  private List<RuleBook> latest() {
    List<RuleBook> published = feed.books();
    if (published != known) {
      published.forEach(timeline::add);
      known = published;
    }
    return known;
  }
}
