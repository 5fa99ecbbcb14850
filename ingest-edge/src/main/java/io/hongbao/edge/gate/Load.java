package io.hongbao.edge.gate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** How much the edge has on its hands, against what it may have. Thread-safe. */
public final class Load {

  /** Of the places of shakes, this part beside them is for others. */
  private static final int RESERVED_PART = 20;

  private final int maxWaitingRequests;
  private final int reserved;
  private final int maxPendingShakes;
  private final BooleanSupplier logMayBeWritten;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean draining;

  /**
   * No load yet.
   *
   * @param maxWaitingRequests that wait for a reply; each holds its connection
   * @param maxPendingShakes on their way or without an answer
   * @param logMayBeWritten whether the log is the one that shakes belong into
   */
  public Load(int maxWaitingRequests, int maxPendingShakes, BooleanSupplier logMayBeWritten) {
    this.maxWaitingRequests = maxWaitingRequests;
    this.maxPendingShakes = maxPendingShakes;
    this.reserved = Math.max(1, maxWaitingRequests / RESERVED_PART);
    this.logMayBeWritten = logMayBeWritten;
  }

  /** A request starts to wait. */
  public void enter() {
    waiting.incrementAndGet();
  }

  /** A request has its reply. */
  public void leave() {
    waiting.decrementAndGet();
  }

  public int waiting() {
    return waiting.get();
  }

  /** Whether so many wait that no shake may wait, too. */
  public boolean isWaitingFull() {
    return waiting.get() >= maxWaitingRequests;
  }

  /**
   * Whether so many wait that nobody may wait, too. Look-ups, packets and claims have places that
   * shakes do not take.
   */
  public boolean isFull() {
    return waiting.get() >= maxWaitingRequests + reserved;
  }

  /** Whether a new shake may be logged, beside so many that have no answer yet. */
  boolean mayLog(long pendingShakes) {
    return !draining && pendingShakes < maxPendingShakes && logMayBeWritten.getAsBoolean();
  }

  /** From now on nothing new is logged. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }

  /** Waits until nobody waits, for so long at most. */
  public void awaitNobodyWaits(long patienceMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (waiting.get() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
