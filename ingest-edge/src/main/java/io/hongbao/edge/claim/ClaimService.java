package io.hongbao.edge.claim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.cache.PacketStanding;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.edge.log.PacketLog;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.metrics.ClaimMetrics;
import io.hongbao.wire.records.MoneyCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs claims, and waits until the cache shows what was decided of them. The same claim many times
 * at once is logged once, and for some minutes not again; the packet job would make nothing of it.
 * Thread-safe; never blocks. Stages end in any thread, and never in a failure.
 */
public final class ClaimService implements AutoCloseable {

  /** Those who wait; each costs some 300 bytes, and a question to Redis now and then. */
  private static final int MAX_WAITING = 20_000;

  /** While Kafka does not answer, claims stay that nobody waits for any more. */
  private static final int MAX_PENDING = 2 * MAX_WAITING;

  /** How long somebody waits for Kafka's word who does not want to wait for the decision. */
  private static final long ACKNOWLEDGEMENT_MILLIS = 2_000;

  /** Claims of which it is known that they are logged, some 200 bytes each. */
  private static final int MAX_REMEMBERED = 50_000;

  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final long TICK_MILLIS = 20;

  /** Of one question to Redis, two commands each. */
  static final int PACKETS_AT_ONCE = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ClaimService.class);

  private final PacketLog log;
  private final PacketStandingReader standings;
  private final ClaimMetrics metrics;
  private final ConcurrentHashMap<ClaimKey, PendingClaim> pending = new ConcurrentHashMap<>();
  private final Cache<ClaimKey, Boolean> logged =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(REMEMBERED)
          .executor(Runnable::run)
          .build();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean isTicking = new AtomicBoolean();
  private final AtomicBoolean isAsking = new AtomicBoolean();
  private final ScheduledExecutorService timer;

  /** A service that knows no claim. */
  public ClaimService(
      PacketLog log, PacketStandingReader standings, ClaimMetrics metrics, String edgeId) {
    this.log = log;
    this.standings = standings;
    this.metrics = metrics;
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, edgeId + "-claims");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timer = executor;
    var unused = timer.scheduleWithFixedDelay(this::keepReady, 0, 1, TimeUnit.SECONDS);
    metrics.showWaiting(waiting::get);
  }

  private void keepReady() {
    try {
      log.keepReady();
    } catch (RuntimeException e) {
      LOG.warn("the log of packets cannot be looked at", e);
    }
  }

  /** Whether one more can wait. */
  public boolean isFull() {
    return waiting.get() >= MAX_WAITING || pending.mappingCount() >= MAX_PENDING;
  }

  /** Whether this edge has logged a claim lately, or is about to. */
  public boolean knows(ClaimKey key) {
    return pending.containsKey(key) || logged.getIfPresent(key) != null;
  }

  /**
   * Claims: logs the record, unless this edge knows the claim, and waits for what becomes of it.
   *
   * @param claim a Claim or a Share
   * @param waitMillis how long to wait for the decision; 0 to be told that the log has it
   */
  public CompletionStage<ClaimStatus> claim(PacketRecord claim, long waitMillis) {
    return join(ClaimKey.of(claim), waitMillis, fresh -> begin(fresh, claim), metrics::repeated);
  }

  /** Waits for what becomes of a claim that this edge knows, without logging anything. */
  public CompletionStage<ClaimStatus> await(ClaimKey key, long waitMillis) {
    return join(key, waitMillis, fresh -> acknowledge(fresh, System.nanoTime()), () -> {});
  }

  private CompletionStage<ClaimStatus> join(
      ClaimKey key, long waitMillis, Consumer<PendingClaim> ifFirst, Runnable ifRepeated) {
    CompletableFuture<ClaimStatus> future = newWaiter();
    while (true) {
      long nowNanos = System.nanoTime();
      PendingClaim fresh = new PendingClaim(key, nowNanos);
      PendingClaim earlier = pending.putIfAbsent(key, fresh);
      PendingClaim joined = earlier == null ? fresh : earlier;
      if (join(joined, future, waitMillis, nowNanos)) {
        if (earlier == null) {
          ifFirst.accept(fresh);
        } else {
          ifRepeated.run();
        }
        tickSoon();
        return future;
      }
      // That one has ended meanwhile.
      pending.remove(key, joined);
    }
  }

  private static boolean join(
      PendingClaim claim, CompletableFuture<ClaimStatus> future, long waitMillis, long nowNanos) {
    long millis = waitMillis > 0 ? waitMillis : ACKNOWLEDGEMENT_MILLIS;
    return claim.join(future, waitMillis > 0, nowNanos + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static void acknowledge(PendingClaim claim, long nowNanos) {
    claim.acknowledge(nowNanos).forEach(future -> future.complete(new ClaimStatus.Pending()));
  }

  private CompletableFuture<ClaimStatus> newWaiter() {
    waiting.incrementAndGet();
    CompletableFuture<ClaimStatus> future = new CompletableFuture<>();
    // Waited for by whoever gets the future.
    var unused = future.whenComplete((status, failure) -> waiting.decrementAndGet());
    return future;
  }

  private void begin(PendingClaim claim, PacketRecord record) {
    if (logged.getIfPresent(claim.key()) != null) {
      metrics.repeated();
      acknowledge(claim, System.nanoTime());
      return;
    }
    try {
      log.append(
          record.packetId().getBytes(StandardCharsets.UTF_8),
          MoneyCodec.encode(record),
          new Sent(claim));
      metrics.logged(record instanceof PacketRecord.Share);
    } catch (NothingSentException e) {
      LOG.debug("a claim was not sent", e);
      end(claim, new ClaimStatus.NotSent());
    } catch (RuntimeException e) {
      LOG.error("the log failed on a claim", e);
      end(claim, new ClaimStatus.Uncertain());
    }
  }

  /** A claim on its way to the log. */
  private final class Sent implements ShakeLog.Receipt {
    private final PendingClaim claim;

    private Sent(PendingClaim claim) {
      this.claim = claim;
    }

    @Override
    public void acknowledged(long offset) {
      long nowNanos = System.nanoTime();
      metrics.acknowledged(nowNanos - claim.startedAtNanos());
      logged.put(claim.key(), true);
      ClaimService.acknowledge(claim, nowNanos);
    }

    @Override
    public void lost(Exception cause) {
      metrics.lost();
      end(claim, new ClaimStatus.Uncertain());
    }
  }

  private void end(PendingClaim claim, ClaimStatus status) {
    List<CompletableFuture<ClaimStatus>> told = claim.end(status);
    pending.remove(claim.key(), claim);
    if (status instanceof ClaimStatus.Decided && !told.isEmpty()) {
      metrics.decided(System.nanoTime() - claim.startedAtNanos());
    }
    told.forEach(future -> future.complete(status));
  }

  /** A claim that should have been looked for some time ago. */
  private record Due(PendingClaim claim, long overdueNanos) {}

  /** However many wait, each has its turn: those that were just looked for stand behind. */
  private static List<PendingClaim> longestDue(List<Due> due) {
    if (due.size() > PACKETS_AT_ONCE) {
      due.sort(Comparator.comparingLong(Due::overdueNanos).reversed());
    }
    return due.stream().limit(PACKETS_AT_ONCE).map(Due::claim).toList();
  }

  private void tickSoon() {
    if (isTicking.compareAndSet(false, true)) {
      // It says by itself when it fails.
      var unused = timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    isTicking.set(false);
    try {
      List<Due> due = new ArrayList<>();
      long nowNanos = System.nanoTime();
      for (PendingClaim claim : pending.values()) {
        ClaimStatus soFar = claim.statusSoFar();
        claim.timeUp(nowNanos).forEach(future -> future.complete(soFar));
        if (claim.isLeft() && claim.endIfLeft()) {
          pending.remove(claim.key(), claim);
        } else {
          claim.overdueNanos(nowNanos).ifPresent(nanos -> due.add(new Due(claim, nanos)));
        }
      }
      if (!due.isEmpty() && isAsking.compareAndSet(false, true)) {
        ask(longestDue(due));
      }
    } catch (RuntimeException e) {
      LOG.error("pending claims could not be looked at", e);
    }
    if (!pending.isEmpty()) {
      tickSoon();
    }
  }

  private void ask(List<PendingClaim> due) {
    List<String> ids = due.stream().map(claim -> claim.key().packetId()).toList();
    standings
        .standings(ids)
        .whenComplete(
            (found, failure) -> {
              isAsking.set(false);
              long nowNanos = System.nanoTime();
              for (int i = 0; i < due.size(); i++) {
                Optional<PacketStanding> standing =
                    failure != null || found.isEmpty() ? Optional.empty() : found.get().get(i);
                hear(due.get(i), standing, nowNanos);
              }
            });
  }

  private void hear(PendingClaim claim, Optional<PacketStanding> standing, long nowNanos) {
    if (standing.isPresent() && claim.key().isDecidedIn(standing.get().state())) {
      end(claim, new ClaimStatus.Decided(standing.get().state()));
    } else {
      claim.missed(nowNanos);
    }
  }

  /** Whoever waits is told what is known. */
  @Override
  public void close() {
    timer.shutdownNow();
    pending.values().forEach(claim -> end(claim, claim.statusSoFar()));
  }
}
