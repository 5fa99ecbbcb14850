package io.hongbao.edge.shake;

import io.hongbao.domain.traffic.RepeatReporter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the shake service look after what it holds now and then, in a thread of its own. */
public final class ShakeSweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShakeSweeper.class);

  private final ShakeService shakeService;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Starts to look. */
  public ShakeSweeper(ShakeService shakeService, String edgeId) {
    this.shakeService = shakeService;
    this.thread = new Thread(this::run, edgeId + "-sweeper");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void run() {
    try {
      while (!closed.await(RepeatReporter.SWEEP_PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          shakeService.lookAround();
        } catch (RuntimeException e) {
          LOG.error("a sweep of the pending shakes failed", e);
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
