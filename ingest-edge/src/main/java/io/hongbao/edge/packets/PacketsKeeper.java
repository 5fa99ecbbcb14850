package io.hongbao.edge.packets;

import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.CacheUnavailableException;
import io.hongbao.cache.PacketsWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis came back, empty or from a file that may lack its last second, and has the
 * packet lists written again, unasked. Every edge has one; whichever comes first does the work.
 */
public final class PacketsKeeper implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(PacketsKeeper.class);

  private final CacheSettings cache;
  private final PacketsRestorer restorer;
  private final Consumer<Optional<String>> troubles;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts to watch.
   *
   * @param troubles is told at each look what is wrong with the cache; empty if nothing is
   */
  public PacketsKeeper(
      CacheSettings cache, PacketsRestorer restorer, Consumer<Optional<String>> troubles) {
    this.cache = cache;
    this.troubles = troubles;
    this.restorer = restorer;
    this.thread = new Thread(this::keep, "packets-keeper");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void keep() {
    try (PacketsWatch watch = new PacketsWatch(cache)) {
      do {
        restoreIfNeeded(watch);
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void restoreIfNeeded(PacketsWatch watch) throws InterruptedException {
    try {
      if (watch.isRebuildNeeded()) {
        troubles.accept(
            Optional.of(
                "packet lists are being rebuilt, since Redis was started again or emptied; /v1/packets is 503 until that is done"));
        long wins = restorer.restore();
        LOG.info("packet lists are complete again: {} wins", wins);
      }
      troubles.accept(Optional.empty());
    } catch (CacheUnavailableException e) {
      LOG.warn("packet lists cannot be restored yet: {}", e.getMessage());
      troubles.accept(
          Optional.of(
              "Redis does not answer this edge: phones hear 202 and no outcome until it is back"));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("packet lists cannot be restored yet: {}", e.getMessage());
      troubles.accept(
          Optional.of(
              "packet lists cannot be rebuilt yet, and /v1/packets is 503: " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
