package io.hongbao.edge.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A claim with those who wait for it. Its methods take its lock; futures are completed outside. */
final class PendingClaim {

  /** The job gathers for up to 50 ms; who looks sooner nearly always looks in vain. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ClaimKey key;
  private final long startedAtNanos;
  private final List<Waiter> waiters = new ArrayList<>(1);
  private boolean isAcknowledged;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long pollAtNanos;
  private ClaimStatus end;

  /**
   * Who waits for the claim.
   *
   * @param wantsDecision or only to hear that the log has it
   */
  private record Waiter(
      CompletableFuture<ClaimStatus> future, boolean wantsDecision, long untilNanos) {}

  PendingClaim(ClaimKey key, long nowNanos) {
    this.key = key;
    this.startedAtNanos = nowNanos;
  }

  ClaimKey key() {
    return key;
  }

  long startedAtNanos() {
    return startedAtNanos;
  }

  /**
   * Waits.
   *
   * @return false if the claim is over
   */
  synchronized boolean join(
      CompletableFuture<ClaimStatus> future, boolean wantsDecision, long untilNanos) {
    if (end == null) {
      waiters.add(new Waiter(future, wantsDecision, untilNanos));
    }
    return end == null;
  }

  /**
   * The log has it: from here on it is looked for. Takes those out who wanted to know just that.
   */
  synchronized List<CompletableFuture<ClaimStatus>> acknowledge(long nowNanos) {
    isAcknowledged = true;
    pollAtNanos = nowNanos + pauseNanos;
    return takeOut(waiter -> !waiter.wantsDecision());
  }

  /** For how long it should have been looked for; empty if it is not to be now. */
  synchronized OptionalLong overdueNanos(long nowNanos) {
    return end == null && isAcknowledged && nowNanos - pollAtNanos >= 0
        ? OptionalLong.of(nowNanos - pollAtNanos)
        : OptionalLong.empty();
  }

  /** It was looked for in vain: next time after a longer pause. */
  synchronized void missed(long nowNanos) {
    pauseNanos = Math.min(MAX_PAUSE_NANOS, pauseNanos + pauseNanos / 2);
    pollAtNanos = nowNanos + pauseNanos;
  }

  /** Takes those out whose time is up; they are told {@link #statusSoFar}. */
  synchronized List<CompletableFuture<ClaimStatus>> timeUp(long nowNanos) {
    return takeOut(
        waiter ->
            nowNanos - waiter.untilNanos() >= 0 || (isAcknowledged && !waiter.wantsDecision()));
  }

  private List<CompletableFuture<ClaimStatus>> takeOut(Predicate<Waiter> which) {
    List<CompletableFuture<ClaimStatus>> out = new ArrayList<>(0);
    waiters.removeIf(
        waiter -> {
          boolean isOut = which.test(waiter);
          if (isOut) {
            out.add(waiter.future());
          }
          return isOut;
        });
    return out;
  }

  synchronized ClaimStatus statusSoFar() {
    return isAcknowledged ? new ClaimStatus.Pending() : new ClaimStatus.Uncertain();
  }

  /** Whether the log has it and nobody waits. */
  synchronized boolean isLeft() {
    return isAcknowledged && waiters.isEmpty();
  }

  /** Ends it and takes everybody out; empty if it was over before. */
  synchronized List<CompletableFuture<ClaimStatus>> end(ClaimStatus status) {
    if (end != null) {
      return List.of();
    }
    end = status;
    return takeOut(waiter -> true);
  }

  /** Ends it if the log has it and nobody waits. */
  synchronized boolean endIfLeft() {
    if (end == null && isLeft()) {
      end = statusSoFar();
    }
    return end != null;
  }
}
