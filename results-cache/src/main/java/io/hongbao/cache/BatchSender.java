package io.hongbao.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends things to Redis in batches. One thread of its own takes whatever gathered while the last
 * batch was on its way, and in a short moment after the first: alone when it is quiet, a thousand
 * at once under load. What a batch costs, here, in Redis and at its readers, is far more than what
 * one thing of it does.
 *
 * <p>One batch is under way at a time, and a batch that fails is sent again until Redis has it,
 * before any later one. So things reach Redis in the order in which they came.
 */
final class BatchSender<T> implements AutoCloseable {

  /** How a batch gets to Redis. Called by the sender's thread alone. */
  interface Road<T> {

    /**
     * Sends a batch and waits for all of it to be acknowledged. It is sent again, from the start,
     * after a failure.
     *
     * @throws CacheUnavailableException if Redis fails or is late
     */
    void send(List<T> batch) throws InterruptedException;

    /** Redis has the batch. */
    default void acknowledged(List<T> batch) {}

    /** So many failed, and are sent again. */
    default void retried(int count) {}
  }

  /** Most things of a batch; more gain little and make a repeat dearer. */
  private static final int MAX_IN_BATCH = 2_000;

  /** What comes of one fetch from the log comes one by one, within about that time. */
  private static final long GATHERING_MILLIS = 2;

  private static final Duration MIN_BACKOFF = Duration.ofMillis(20);
  private static final Duration MAX_BACKOFF = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

  private final String what;
  private final int maxUnacknowledged;
  private final Road<T> road;
  private final Thread thread;

  private final LongAdder written = new LongAdder();
  private final LongAdder retried = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition acknowledged = lock.newCondition();

  /** Guarded by the lock, like all below. */
  private final ArrayDeque<T> waiting = new ArrayDeque<>();

  private int unacknowledged;
  private Throwable stoppedBy;

  /**
   * A sender that runs.
   *
   * @param what it sends, in the plural, for messages
   */
  BatchSender(String what, int maxUnacknowledged, Road<T> road) {
    this.what = what;
    this.maxUnacknowledged = maxUnacknowledged;
    this.road = road;
    this.thread = new Thread(this::sendAll, what + "-to-redis");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes a thing; waits while too many are not acknowledged.
   *
   * @throws IllegalStateException if the sender was closed or has died
   */
  void write(T thing) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireRunning();
      while (unacknowledged >= maxUnacknowledged) {
        acknowledged.await();
        requireRunning();
      }
      unacknowledged++;
      waiting.add(thing);
      if (waiting.size() == 1) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for everything taken before.
   *
   * @throws IllegalStateException if the sender was closed or has died
   */
  void flush() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireRunning();
      while (unacknowledged > 0) {
        acknowledged.await();
        requireRunning();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many Redis has acknowledged. */
  long written() {
    return written.sum();
  }

  /** How many were sent again, once for each time. */
  long retried() {
    return retried.sum();
  }

  /** How many are taken and not yet acknowledged. */
  int unacknowledged() {
    lock.lock();
    try {
      return unacknowledged;
    } finally {
      lock.unlock();
    }
  }

  /** Stops at once; what is not acknowledged may be lost. */
  @Override
  public void close() {
    stop(new IllegalStateException("closed"));
    thread.interrupt();
  }

  private void sendAll() {
    try {
      while (true) {
        if (awaitFirst() < MAX_IN_BATCH) {
          Thread.sleep(GATHERING_MILLIS);
        }
        List<T> batch = take();
        sendUntilAcknowledged(batch);
        acknowledge(batch);
      }
    } catch (Throwable e) {
      stop(e);
    }
  }

  /** Waits until something waits to be sent; says how much does. */
  private int awaitFirst() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireRunning();
      while (waiting.isEmpty()) {
        arrived.await();
        requireRunning();
      }
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private List<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      List<T> batch = new ArrayList<>(Math.min(waiting.size(), MAX_IN_BATCH));
      while (batch.size() < MAX_IN_BATCH && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void sendUntilAcknowledged(List<T> batch) throws InterruptedException {
    Duration backoff = MIN_BACKOFF;
    for (int failures = 0; ; ) {
      try {
        road.send(batch);
        if (failures > 0) {
          LOG.info("Redis has taken {} {} after {} failures", batch.size(), what, failures);
        }
        return;
      } catch (CacheUnavailableException e) {
        failures++;
        retried.add(batch.size());
        road.retried(batch.size());
        if (Integer.bitCount(failures) == 1) {
          LOG.warn("{} {} wait, failure {}: {}", batch.size(), what, failures, e.getMessage());
        }
        Thread.sleep(backoff.toMillis());
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
      }
    }
  }

  private void acknowledge(List<T> batch) throws InterruptedException {
    written.add(batch.size());
    road.acknowledged(batch);
    lock.lockInterruptibly();
    try {
      unacknowledged -= batch.size();
      acknowledged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void stop(Throwable reason) {
    lock.lock();
    try {
      if (stoppedBy == null) {
        stoppedBy = reason;
      }
      acknowledged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireRunning() {
    if (stoppedBy != null) {
      throw new IllegalStateException("the writer of " + what + " has stopped", stoppedBy);
    }
  }
}
