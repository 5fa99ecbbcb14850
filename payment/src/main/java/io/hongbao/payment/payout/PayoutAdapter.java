package io.hongbao.payment.payout;

import io.hongbao.domain.money.PayoutInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays instructions: bounded in flight and in rate, several tries with back-off by one key, then
 * the result is logged. Its own thread keeps the books; calls and logging go on beside it.
 *
 * <p>An instruction is DONE only when its result is durable. What is unknown after the last try, or
 * cannot be logged, goes back to its source and is tried again by the same key.
 */
public final class PayoutAdapter implements InstructionHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PayoutAdapter.class);

  private final PayoutSettings settings;
  private final PaymentSystem paymentSystem;
  private final ResultLog resultLog;
  private final PayoutCounts counts = new PayoutCounts();
  private final AtomicLong handed = new AtomicLong();
  private final Map<Long, CompletableFuture<Verdict>> undecided = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor thread;

  // Of the adapter's own thread alone.
  private final Deque<Attempt> ready = new ArrayDeque<>();
  private final CircuitBreaker breaker;
  private final RateCap rateCap;
  private final RandomGenerator chance = new SplittableRandom();
  private int inFlight;
  private boolean wakesUp;

  public PayoutAdapter(PayoutSettings settings, PaymentSystem paymentSystem, ResultLog resultLog) {
    this.settings = settings;
    this.paymentSystem = paymentSystem;
    this.resultLog = resultLog;
    this.breaker = new CircuitBreaker(TimeUnit.MILLISECONDS.toNanos(settings.breakerPauseMillis()));
    this.rateCap = new RateCap(settings.maxPerSecond());
    this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "hongbao-payout"));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** An instruction with the tries that were made of it. */
  private record Attempt(
      PayoutInstruction instruction, int number, CompletableFuture<Verdict> verdict) {
    Attempt next() {
      return new Attempt(instruction, number + 1, verdict);
    }
  }

  @Override
  public CompletableFuture<Verdict> handle(PayoutInstruction instruction) {
    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    long number = handed.incrementAndGet();
    undecided.put(number, verdict);
    var unused = verdict.whenComplete((decided, failure) -> undecided.remove(number));
    run(new Attempt(instruction, 1, verdict), 0);
    return verdict;
  }

  public PayoutCounts counts() {
    return counts;
  }

  /** Gives back what is undecided; calls that are on their way end without anybody listening. */
  @Override
  public void close() {
    thread.shutdownNow();
    undecided.values().forEach(it -> it.complete(Verdict.AGAIN));
  }

  private void run(Attempt attempt, long delayMillis) {
    try {
      var unused =
          thread.schedule(
              () -> {
                ready.add(attempt);
                pump();
              },
              delayMillis,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      attempt.verdict().complete(Verdict.AGAIN);
    }
  }

  private void pump() {
    while (inFlight < settings.maxInFlight() && !ready.isEmpty()) {
      long nowNanos = System.nanoTime();
      long waitNanos = rateCap.waitNanos(nowNanos);
      if (waitNanos == 0) {
        waitNanos = breaker.begin(nowNanos);
      }
      if (waitNanos > 0) {
        wakeUpAfter(waitNanos);
        return;
      }
      rateCap.take(nowNanos);
      call(ready.remove());
    }
  }

  /** A breaker that waits for its one try is woken up by that. */
  private void wakeUpAfter(long waitNanos) {
    if (!wakesUp && waitNanos != Long.MAX_VALUE) {
      wakesUp = true;
      var unused =
          thread.schedule(
              () -> {
                wakesUp = false;
                pump();
              },
              waitNanos,
              TimeUnit.NANOSECONDS);
    }
  }

  private void call(Attempt attempt) {
    inFlight++;
    counts.began();
    var unused =
        paymentSystem
            .pay(attempt.instruction())
            .exceptionally(failure -> new PayoutResult.Unknown("the call failed: " + failure))
            .thenAccept(
                result -> {
                  try {
                    thread.execute(() -> ended(attempt, result));
                  } catch (RejectedExecutionException closed) {
                    attempt.verdict().complete(Verdict.AGAIN);
                  }
                });
  }

  private void ended(Attempt attempt, PayoutResult result) {
    inFlight--;
    counts.ended(result);
    breaker.end(result instanceof PayoutResult.Unknown, System.nanoTime());
    if (result instanceof PayoutResult.Paid paid) {
      decide(attempt, resultLog.paid(attempt.instruction(), paid));
    } else if (result instanceof PayoutResult.Refused refused) {
      decide(attempt, resultLog.refused(attempt.instruction(), refused));
    } else if (result instanceof PayoutResult.Unpayable unpayable) {
      LOG.warn("{} can never be paid: {}", attempt.instruction().key(), unpayable.reason());
      attempt.verdict().complete(Verdict.NEVER);
    } else if (attempt.number() < settings.maxTries()) {
      run(attempt.next(), settings.backoff().delayMillis(attempt.number(), chance));
    } else {
      attempt.verdict().complete(Verdict.AGAIN);
    }
    pump();
  }

  private static void decide(Attempt attempt, CompletableFuture<Void> logged) {
    var unused =
        logged.whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "the result of {} is not logged: {}",
                    attempt.instruction().key(),
                    failure.toString());
              }
              attempt.verdict().complete(failure == null ? Verdict.DONE : Verdict.AGAIN);
            });
  }
}
