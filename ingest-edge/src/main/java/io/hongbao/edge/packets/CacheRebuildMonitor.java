package io.hongbao.edge.packets;

import io.hongbao.cache.CacheRebuilder;
import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.CacheUnavailableException;
import io.hongbao.cache.PacketsWatch;
import io.hongbao.cache.PacketsWatch.ServerState;
import io.hongbao.domain.OperationFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis came back, empty or from a file that may lack its last second, or has lost a
 * page of the lists, and has the packet lists written again, unasked. Every edge has one; whichever
 * comes first does the work. It also looks whether the server is set up as it must be.
 */
public final class CacheRebuildMonitor implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final ServerState NOT_SEEN =
      new ServerState(List.of("Redis has not been looked at yet"), List.of());

  private static final Logger LOG = LoggerFactory.getLogger(CacheRebuildMonitor.class);

  private final CacheSettings cache;
  private final CacheRebuilder rebuilder;
  private final Consumer<Optional<String>> troubles;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile ServerState server = NOT_SEEN;

  /**
   * Starts to watch.
   *
   * @param troubles is told at each look what is wrong with the cache; empty if nothing is
   */
  public CacheRebuildMonitor(
      CacheSettings cache, CacheRebuilder rebuilder, Consumer<Optional<String>> troubles) {
    this.cache = cache;
    this.troubles = troubles;
    this.rebuilder = rebuilder;
    this.thread = new Thread(this::keep, "packets-keeper");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /**
   * What is wrong with Redis as a server, in sentences that say what to do; what was true when it
   * last answered.
   */
  public List<String> problems() {
    return server.problems();
  }

  private void keep() {
    try (PacketsWatch watch = new PacketsWatch(cache)) {
      Duration pause;
      do {
        lookAtServer(watch);
        pause = restoreIfNeeded(watch);
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtServer(PacketsWatch watch) throws InterruptedException {
    try {
      ServerState seen = watch.server();
      if (!seen.equals(server)) {
        seen.problems().forEach(LOG::warn);
        seen.warnings().forEach(LOG::warn);
      }
      server = seen;
    } catch (CacheUnavailableException e) {
      LOG.debug("Redis was not looked at", e);
      if (server.equals(NOT_SEEN)) {
        server = new ServerState(List.of(), List.of());
      }
    }
  }

  /**
   * Rests after a rebuild as long as that took: a Redis that goes on losing pages is not flooded.
   */
  private Duration restoreIfNeeded(PacketsWatch watch) throws InterruptedException {
    long startedAtNanos = System.nanoTime();
    try {
      if (watch.isRebuildNeeded()) {
        troubles.accept(
            Optional.of(
                "packet lists are being rebuilt, since Redis was started again or emptied; /v1/packets is 503 until that is done"));
        long wins = rebuilder.restore();
        LOG.info("packet lists are complete again: {} wins", wins);
        troubles.accept(Optional.empty());
        Duration took = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        return took.compareTo(PAUSE) > 0 ? took : PAUSE;
      }
      troubles.accept(
          watch.isComplete()
              ? Optional.empty()
              : Optional.of(
                  "packet lists are being rebuilt; /v1/packets is 503 until that is done"));
    } catch (CacheUnavailableException e) {
      LOG.warn("packet lists cannot be restored yet: {}", e.getMessage());
      troubles.accept(
          Optional.of(
              "Redis does not answer this edge, and phones may hear 202 and no outcome: "
                  + e.getMessage()));
    } catch (KafkaException | OperationFailedException e) {
      LOG.warn("packet lists cannot be restored yet: {}", e.getMessage());
      troubles.accept(
          Optional.of(
              "packet lists cannot be rebuilt yet, and /v1/packets is 503: " + e.getMessage()));
    }
    return PAUSE;
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
