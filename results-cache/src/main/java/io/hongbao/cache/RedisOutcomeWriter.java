package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;
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
 * Writes decisions to Redis in batches. One thread of its own takes whatever gathered while the
 * last batch was on its way, and in a short moment after the first: alone when it is quiet,
 * hundreds at once under load. What a batch costs, here, in Redis and at the edge, is far more than
 * what one of its decisions does.
 *
 * <p>One batch is under way at a time, and a batch that fails is sent again until Redis has it,
 * before any later one. So decisions reach Redis in the order in which they came. Nothing rests on
 * that, since an outcome never changes and a CLOSED has a key of its own.
 */
public final class RedisOutcomeWriter implements OutcomeWriter {

  /** Most decisions of a batch; more gain little and make a repeat dearer. */
  private static final int MAX_IN_BATCH = 500;

  /** Decisions of one fetch from the log come one by one, within about that time. */
  private static final long GATHERING_MILLIS = 2;

  private static final Duration MIN_BACKOFF = Duration.ofMillis(20);
  private static final Duration MAX_BACKOFF = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(RedisOutcomeWriter.class);

  private final CacheSettings settings;
  private final WriteListener listener;
  private final RedisLink link;
  private final OutcomePipeline pipeline;
  private final Thread sender;

  private final LongAdder written = new LongAdder();
  private final LongAdder retried = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition acknowledged = lock.newCondition();

  /** Guarded by the lock, like all below. */
  private final ArrayDeque<DecidedShake> waiting = new ArrayDeque<>();

  private int unacknowledged;
  private Throwable stoppedBy;

  public RedisOutcomeWriter(CacheSettings settings) {
    this(settings, WriteListener.NONE);
  }

  /** A writer that has begun to connect; it need not reach Redis yet. */
  public RedisOutcomeWriter(CacheSettings settings, WriteListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.link = new RedisLink(settings);
    this.pipeline = new OutcomePipeline(settings, link);
    this.sender = new Thread(this::sendAll, "outcomes-to-redis");
    sender.setDaemon(true);
    sender.start();
  }

  /**
   * Takes a decision.
   *
   * @throws IllegalStateException if the writer was closed or has died
   */
  @Override
  public void write(DecidedShake decided) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireRunning();
      while (unacknowledged >= settings.maxUnacknowledged()) {
        acknowledged.await();
        requireRunning();
      }
      unacknowledged++;
      waiting.add(decided);
      if (waiting.size() == 1) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for every decision taken before.
   *
   * @throws IllegalStateException if the writer was closed or has died
   */
  @Override
  public void flush() throws InterruptedException {
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

  /** How many decisions Redis has acknowledged. */
  public long written() {
    return written.sum();
  }

  /** How many decisions were sent again, once for each time. */
  public long retried() {
    return retried.sum();
  }

  /** How many decisions are taken and not yet acknowledged. */
  public int unacknowledged() {
    lock.lock();
    try {
      return unacknowledged;
    } finally {
      lock.unlock();
    }
  }

  /** Stops at once; what is not acknowledged may be lost. Flush first if that matters. */
  @Override
  public void close() {
    stop(new IllegalStateException("closed"));
    sender.interrupt();
    link.close();
  }

  private void sendAll() {
    try {
      while (true) {
        if (awaitFirst() < MAX_IN_BATCH) {
          Thread.sleep(GATHERING_MILLIS);
        }
        List<DecidedShake> batch = take();
        sendUntilAcknowledged(batch);
        acknowledge(batch);
      }
    } catch (Throwable e) {
      stop(e);
    }
  }

  /** Waits until a decision waits to be sent; says how many do. */
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

  private List<DecidedShake> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      List<DecidedShake> batch = new ArrayList<>(Math.min(waiting.size(), MAX_IN_BATCH));
      while (batch.size() < MAX_IN_BATCH && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void sendUntilAcknowledged(List<DecidedShake> batch) throws InterruptedException {
    Duration backoff = MIN_BACKOFF;
    for (int failures = 0; ; ) {
      try {
        pipeline.send(batch);
        if (failures > 0) {
          LOG.info("Redis has taken {} outcomes after {} failures", batch.size(), failures);
        }
        return;
      } catch (CacheUnavailableException e) {
        failures++;
        retried.add(batch.size());
        listener.retried(batch.size());
        if (Integer.bitCount(failures) == 1) {
          LOG.warn("{} outcomes wait, failure {}: {}", batch.size(), failures, e.getMessage());
        }
        Thread.sleep(backoff.toMillis());
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
      }
    }
  }

  private void acknowledge(List<DecidedShake> batch) throws InterruptedException {
    written.add(batch.size());
    batch.forEach(listener::acknowledged);
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
      throw new IllegalStateException("the writer of outcomes has stopped", stoppedBy);
    }
  }
}
