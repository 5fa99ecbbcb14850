package io.hongbao.edge.shake;

import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.AnswerReader;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.PollTimerWheel.Poll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cache for outcomes that the feed does not bring: those that are looked up, and those
 * that are late. One thread, in large batches, a few of them under way at once. What the cache
 * knows is told in the cache's thread; what it does not know comes back and is asked again after a
 * pause ({@link PollTarget#pauseMillis}).
 *
 * <p>This is also where a shake that stays without an answer shows up, in {@link
 * PollTarget#missed}.
 */
public final class AnswerPoller implements AutoCloseable {

  /** Large enough to be cheap, small enough to come back within milliseconds. */
  private static final int MAX_KEYS_IN_BATCH = 500;

  /** Enough to keep Redis busy while answers travel; more would only queue there. */
  private static final int MAX_BATCHES_UNDER_WAY = 4;

  private static final long ROUND_NANOS = 5_000_000;
  private static final long IDLE_NANOS = 100_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerPoller.class);

  private final AnswerReader reader;
  private final InstantSource clock;
  private final EdgeMetrics metrics;
  private final Queue<PollTarget> put = new ConcurrentLinkedQueue<>();
  private final Queue<Returned> returned = new ConcurrentLinkedQueue<>();
  private final AtomicInteger batchesUnderWay = new AtomicInteger();
  private final PollTimerWheel wheel = new PollTimerWheel(monotonicMillis());
  private final List<Poll> due = new ArrayList<>();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  /** A batch that was asked, settled or not. */
  private record Returned(List<Poll> batch, boolean failed) {}

  /** Starts to poll. */
  public AnswerPoller(
      AnswerReader reader, InstantSource clock, EdgeMetrics metrics, String threadName) {
    this.reader = reader;
    this.clock = clock;
    this.metrics = metrics;
    this.thread = new Thread(this::poll, threadName);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** Adds a target. Any thread; once for each. */
  void put(PollTarget target) {
    put.add(target);
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void poll() {
    while (!closed) {
      try {
        long nowMillis = monotonicMillis();
        takePut(nowMillis);
        takeReturned(nowMillis);
        wheel.takeDue(nowMillis, due);
        askDue(nowMillis);
      } catch (RuntimeException e) {
        LOG.error("a round of asking for answers failed", e);
      }
      pause();
    }
  }

  private void pause() {
    idle = wheel.isEmpty() && due.isEmpty() && batchesUnderWay.get() == 0;
    if (idle && put.isEmpty() && returned.isEmpty()) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    } else {
      LockSupport.parkNanos(this, ROUND_NANOS);
    }
    idle = false;
  }

  private void takePut(long nowMillis) {
    for (PollTarget target = put.poll(); target != null; target = put.poll()) {
      due.add(new Poll(target, nowMillis));
    }
  }

  private void takeReturned(long nowMillis) {
    for (Returned back = returned.poll(); back != null; back = returned.poll()) {
      for (Poll poll : back.batch()) {
        poll.isBeingAsked = false;
        if (back.failed()) {
          poll.nextAskAtMillis =
              Math.max(poll.nextAskAtMillis, nowMillis + PollBackoff.PAUSE_AFTER_FAILURE_MILLIS);
        }
        if (!poll.target.isSettled()) {
          schedule(poll, nowMillis);
        }
      }
    }
  }

  private void schedule(Poll poll, long nowMillis) {
    if (poll.nextAskAtMillis <= nowMillis) {
      due.add(poll);
    } else {
      wheel.put(poll);
    }
  }

  private void askDue(long nowMillis) {
    int from = 0;
    while (from < due.size() && batchesUnderWay.get() < MAX_BATCHES_UNDER_WAY) {
      int to = Math.min(due.size(), from + MAX_KEYS_IN_BATCH);
      ask(due.subList(from, to), nowMillis);
      from = to;
    }
    due.subList(0, from).clear();
  }

  private void ask(List<Poll> candidates, long nowMillis) {
    List<Poll> batch = new ArrayList<>(candidates.size());
    List<Poll> maybeClosed = new ArrayList<>();
    for (Poll poll : candidates) {
      PollTarget target = poll.target;
      if (poll.isBeingAsked || target.isSettled()) {
        continue;
      }
      long ageMillis = nowMillis - poll.putAtMillis;
      poll.isBeingAsked = true;
      poll.nextAskAtMillis = nowMillis + target.pauseMillis(ageMillis);
      batch.add(poll);
      if (ageMillis >= PollBackoff.CLOSED_ASKED_AFTER_MILLIS
          && nowMillis - poll.closedAskedAtMillis >= PollBackoff.CLOSED_ASKED_AFTER_MILLIS
          && target.mayBeClosed()) {
        poll.closedAskedAtMillis = nowMillis;
        maybeClosed.add(poll);
      }
    }
    if (!batch.isEmpty()) {
      askOutcomes(batch);
    }
    if (!maybeClosed.isEmpty()) {
      askClosed(maybeClosed);
    }
  }

  private void askOutcomes(List<Poll> batch) {
    batchesUnderWay.incrementAndGet();
    call(reader::outcomes, batch)
        .whenComplete(
            (outcomes, failure) -> {
              try {
                if (failure == null) {
                  deliverOutcomes(batch, outcomes);
                } else {
                  deliverFailure(batch, failure);
                }
              } finally {
                returned.add(new Returned(batch, failure != null));
                batchesUnderWay.decrementAndGet();
              }
            });
  }

  private void askClosed(List<Poll> batch) {
    call(reader::closed, batch)
        .whenComplete(
            (closedNow, failure) -> {
              if (failure == null) {
                for (int i = 0; i < batch.size(); i++) {
                  if (closedNow.get(i)) {
                    batch.get(i).target.closedForNow();
                  }
                }
              }
            });
  }

  private <T> CompletionStage<List<T>> call(
      Function<List<AnswerKey>, CompletionStage<List<T>>> cache, List<Poll> batch) {
    metrics.cacheAsked(batch.size());
    try {
      return cache.apply(batch.stream().map(poll -> poll.target.key()).toList());
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void deliverOutcomes(List<Poll> batch, List<Optional<Outcome>> outcomes) {
    long nowMillis = clock.millis();
    for (int i = 0; i < batch.size(); i++) {
      Optional<Outcome> outcome = outcomes.get(i);
      if (outcome.isPresent()) {
        batch.get(i).target.answered(outcome.get());
      } else {
        batch.get(i).target.missed(nowMillis);
      }
    }
  }

  private void deliverFailure(List<Poll> batch, Throwable failure) {
    LOG.debug("the cache did not answer", failure);
    metrics.cacheFailed();
    long nowMillis = clock.millis();
    batch.forEach(poll -> poll.target.cacheFailed(nowMillis));
  }

  private static long monotonicMillis() {
    return System.nanoTime() / 1_000_000;
  }

  /** Stops asking; who still waits hears nothing more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
