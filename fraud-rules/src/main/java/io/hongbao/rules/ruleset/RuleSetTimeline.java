package io.hongbao.rules.ruleset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Which book holds at which beat. Everybody who judges asks here by the beat's end, never by what
 * arrived last: so a live job and a backtest change books between the same two records. Not
 * thread-safe.
 */
public final class RuleSetTimeline {

  /** Books that are kept: a beat that is still open may need the one before the newest. */
  private static final int MAX_BOOKS = 8;

  private final Deque<CompiledRuleSet> newestFirst = new ArrayDeque<>();

  /** A timeline on which nothing was published yet. */
  public RuleSetTimeline() {
    newestFirst.add(CompiledRuleSet.EMPTY);
  }

  /** Adds a later version; one that is known or older changes nothing. */
  public void add(CompiledRuleSet book) {
    if (book.version() > newestFirst.getFirst().version()) {
      newestFirst.addFirst(book);
      if (newestFirst.size() > MAX_BOOKS) {
        newestFirst.removeLast();
      }
    }
  }

  /** The book for a beat. */
  public CompiledRuleSet at(long beatEndMillis) {
    Iterator<CompiledRuleSet> books = newestFirst.iterator();
    CompiledRuleSet book = books.next();
    while (book.effectiveAtMillis() > beatEndMillis && books.hasNext()) {
      book = books.next();
    }
    return book;
  }

  /** When the first version after a book takes effect; the end of time if none is known. */
  public long nextChangeAfter(CompiledRuleSet book) {
    long next = Long.MAX_VALUE;
    for (CompiledRuleSet each : newestFirst) {
      if (each.version() > book.version()) {
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
