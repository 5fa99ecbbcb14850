package io.hongbao.edge.shake;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an edge may append of its own accord: one shake for every ten new ones. What is not used is
 * saved up, for the moment at which a cache loses everything at once. Thread-safe.
 */
final class RetryBudget {

  /** A repeat costs what this many new shakes earn: 10 % on top of them. */
  static final int PRICE = 10;

  /** Repeats that an edge has in hand at its start, so that a quiet one can ask at all. */
  static final int IN_HAND_AT_FIRST = 10;

  /** Repeats that can be saved up: what a cache may lose in some seconds of load. */
  static final int MAX_IN_HAND = 10_000;

  private final AtomicInteger credit = new AtomicInteger(IN_HAND_AT_FIRST * PRICE);

  /** A new shake was logged. */
  void earn() {
    // Not exact beside others, which could exceed the bound by as many as there are threads.
    if (credit.get() < MAX_IN_HAND * PRICE) {
      credit.incrementAndGet();
    }
  }

  /** Takes what one repeat costs, if it is there. */
  boolean spend() {
    int before = credit.getAndUpdate(now -> now >= PRICE ? now - PRICE : now);
    return before >= PRICE;
  }

  /** A repeat that was paid for was not made. */
  void giveBack() {
    credit.addAndGet(PRICE);
  }
}
