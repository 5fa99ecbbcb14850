package io.hongbao.edge.admission;

import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Admission} take stock whenever that is due, in a thread of its own. */
public final class AdmissionTimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionTimer.class);

  private final Admission admission;
  private final IoQueueProbe ioQueues;
  private final Thread thread;
  private volatile boolean closed;

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
      while (!closed) {
        admission.awaitTick();
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
    closed = true;
    admission.wake();
  }
}
