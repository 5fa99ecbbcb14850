package io.hongbao.rehearsal.system;

import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.load.PracticeShow;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends every practice show that is not ended, that of this start and those of earlier ones that
 * were killed. It does so beside a system that is ready: an end waits ten seconds until nothing can
 * be on its way to the log. What it does not come to is left to the next start.
 */
final class PracticeEnder implements AutoCloseable {

  private static final Duration END_TIMEOUT = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(PracticeEnder.class);

  private final String kafka;
  private final LocalKeys keys;
  private final String author;
  private final Thread thread = new Thread(this::endAll, "practice-ender");

  private PracticeEnder(String kafka, LocalKeys keys, String author) {
    this.kafka = kafka;
    this.keys = keys;
    this.author = author;
    thread.setDaemon(true);
  }

  /** Begins at once. */
  static PracticeEnder start(String kafka, LocalKeys keys, String author) {
    var ender = new PracticeEnder(kafka, keys, author);
    ender.thread.start();
    return ender;
  }

  private void endAll() {
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      for (String show : PracticeShow.notEnded(system.topic().read())) {
        end(system, show);
      }
    } catch (RuntimeException e) {
      LOG.info("practice shows are left to the next start", e);
    }
  }

  private void end(ShowSystem system, String show) {
    try {
      PracticeShow.end(system.operator(), show, author, system.clock().millis());
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("practice show {} is not ended; the next start does it", show, e);
    }
  }

  /** Breaks off what it does. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
