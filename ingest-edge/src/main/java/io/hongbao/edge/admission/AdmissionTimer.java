package io.hongbao.edge.admission;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Admission} take stock every 20 ms, in a thread of its own. */
public final class AdmissionTimer implements AutoCloseable {

  private static final long PERIOD_MILLIS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionTimer.class);

  private final Admission admission;
  private final IoQueueProbe ioQueues;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts to take stock.
   *
   * @param ioThreads that serve shakes
   */
  public AdmissionTimer(Admission admission, List<Executor> ioThreads, String edgeId) {
    this.admission = admission;
    this.ioQueues = new IoQueueProbe(ioThreads);
    this.thread = new Thread(this::run, edgeId + "-admission");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          long nowNanos = System.nanoTime();
          admission.tick(nowNanos, ioQueues.measure(nowNanos));
        } catch (RuntimeException e) {
          LOG.error("an interval of admission failed", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
