package io.hongbao.payment.payout;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What was tried and what came of it. Thread-safe. */
public final class PayoutCounts {

  private final LongAdder tries = new LongAdder();
  private final LongAdder paid = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unpayable = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger maxInFlight = new AtomicInteger();

  void began() {
    tries.increment();
    maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
  }

  void ended(PayoutResult result) {
    inFlight.decrementAndGet();
    if (result instanceof PayoutResult.Paid) {
      paid.increment();
    } else if (result instanceof PayoutResult.Refused) {
      refused.increment();
    } else if (result instanceof PayoutResult.Unpayable) {
      unpayable.increment();
    } else {
      unknown.increment();
    }
  }

  /** Calls to the payment system. */
  public long tries() {
    return tries.sum();
  }

  public long paid() {
    return paid.sum();
  }

  public long refused() {
    return refused.sum();
  }

  public long unpayable() {
    return unpayable.sum();
  }

  /** Tries after which nothing was known. */
  public long unknown() {
    return unknown.sum();
  }

  public int inFlight() {
    return inFlight.get();
  }

  /** The most that were in flight at a time. */
  public int maxInFlight() {
    return maxInFlight.get();
  }
}
