package io.hongbao.edge.shake;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the desk report users who hammer, in a thread of its own. */
public final class RepeatReports implements AutoCloseable {

  private static final long PERIOD_MILLIS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(RepeatReports.class);

  private final ShakeDesk desk;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Starts to look. */
  public RepeatReports(ShakeDesk desk, String edgeId) {
    this.desk = desk;
    this.thread = new Thread(this::run, edgeId + "-repeats");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          desk.reportRepeats();
        } catch (RuntimeException e) {
          LOG.error("repeats are not reported this time", e);
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
