package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds a load that asks for acknowledgements alone back while too many answers are missing: an
 * edge that is faster than the draw on the other core would else say BUSY before long.
 */
final class PendingGuard implements AutoCloseable {

  /** An edge says BUSY at 100,000. */
  private static final long HOLD_AT = 50_000;

  private static final long GO_ON_AT = 25_000;
  private static final long CHECK_EVERY_MILLIS = 500;

  private final LongSupplier pending;
  private final LoadGenerator load;
  private final Thread thread = new Thread(this::watch, "pending-guard");
  private volatile boolean hasHeldBack;

  private PendingGuard(LongSupplier pending, LoadGenerator load) {
    this.pending = pending;
    this.load = load;
  }

  static PendingGuard watch(LongSupplier pending, LoadGenerator load) {
    PendingGuard guard = new PendingGuard(pending, load);
    guard.thread.setDaemon(true);
    guard.thread.start();
    return guard;
  }

  /** Whether the rate was held down by answers and not by the edge. */
  boolean hasHeldBack() {
    return hasHeldBack;
  }

  private void watch() {
    boolean holds = false;
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
        long now = pending.getAsLong();
        if (!holds && now > HOLD_AT) {
          holds = true;
          hasHeldBack = true;
          load.follow(Pace.NONE);
        } else if (holds && now < GO_ON_AT) {
          holds = false;
          load.follow(Pace.FULL);
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
