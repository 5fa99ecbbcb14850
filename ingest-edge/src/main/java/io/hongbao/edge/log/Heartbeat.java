package io.hongbao.edge.log;

import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.wire.records.TickRecord;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log awake: appends a Tick a second, partitions in turn, which gives a quiet log a
 * clock, this edge a check of its own, and the producer fresh metadata. Before that it finds out
 * how many partitions there are.
 */
public final class Heartbeat implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;
  private static final long LOOKING_PERIOD_MILLIS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private static final ShakeLog.Receipt NO_RECEIPT =
      new ShakeLog.Receipt() {
        @Override
        public void acknowledged(long offset) {}

        @Override
        public void lost(Exception cause) {
          LOG.debug("it is unknown whether the log has a tick", cause);
        }
      };

  private final ShakeLog log;
  private final String edgeId;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private int beats;
  private volatile boolean logFound;

  /** Starts to beat. */
  public Heartbeat(ShakeLog log, String edgeId, InstantSource clock) {
    this.log = log;
    this.edgeId = edgeId;
    this.clock = clock;
    this.thread = new Thread(this::run, edgeId + "-heartbeat");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** Whether the log could be written to at the latest beat, as far as metadata tell. */
  public boolean isLogFound() {
    return logFound;
  }

  private void run() {
    try {
      do {
        beat();
      } while (!closed.await(
          logFound ? PERIOD_MILLIS : LOOKING_PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    int partitions = 0;
    try {
      partitions = log.partitions();
      if (partitions > 0) {
        byte[] tick = new TickRecord(edgeId, clock.millis()).encode();
        log.append(beats++ % partitions, null, tick, NO_RECEIPT);
      }
    } catch (NothingSentException e) {
      LOG.debug("no tick this time: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("no tick this time", e);
    }
    logFound = partitions > 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
