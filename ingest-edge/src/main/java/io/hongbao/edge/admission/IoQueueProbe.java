package io.hongbao.edge.admission;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * How long a request waits before an I/O thread looks at it: a task is put into each thread's
 * queue, and what it waited there is what requests wait. A task that has not run yet counts by its
 * age, so a thread that is stuck is seen. What counts is the least of the last five measurements,
 * as in CoDel: a queue that empties in between is a burst, or a pause of the machine, and no
 * overload.
 *
 * <p>For one thread; it costs one task a thread and measurement.
 */
final class IoQueueProbe {

  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<Probe> probes;
  private final double[] latest = new double[5];
  private int measured;

  IoQueueProbe(List<Executor> ioThreads) {
    this.probes = ioThreads.stream().map(Probe::new).toList();
  }

  /** The delay of the slowest thread, in milliseconds; starts to measure again. */
  double measure(long nowNanos) {
    double slowestNanos = 0;
    for (Probe probe : probes) {
      slowestNanos = Math.max(slowestNanos, (double) probe.measure(nowNanos));
    }
    latest[measured++ % latest.length] = slowestNanos / NANOS_PER_MILLI;
    return Arrays.stream(latest).min().orElseThrow();
  }

  private static final class Probe {
    private final Executor ioThread;
    private long putAtNanos;
    private volatile boolean isWaiting;
    private volatile long waitedNanos;

    private Probe(Executor ioThread) {
      this.ioThread = ioThread;
    }

    private long measure(long nowNanos) {
      if (isWaiting) {
        return nowNanos - putAtNanos;
      }
      putAtNanos = nowNanos;
      isWaiting = true;
      try {
        ioThread.execute(() -> ran(nowNanos));
      } catch (RejectedExecutionException e) {
        isWaiting = false; // The server has stopped.
      }
      return waitedNanos;
    }

    private void ran(long sinceNanos) {
      waitedNanos = System.nanoTime() - sinceNanos;
      isWaiting = false;
    }
  }
}
