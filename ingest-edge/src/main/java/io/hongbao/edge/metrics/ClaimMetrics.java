package io.hongbao.edge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What is counted of claims. Thread-safe. */
public final class ClaimMetrics {

  private final MeterRegistry registry;
  private final Map<String, Counter> replies = new ConcurrentHashMap<>();
  private final Counter claimsLogged;
  private final Counter sharesLogged;
  private final Counter repeats;
  private final Counter lost;
  private final Timer acknowledgement;
  private final Timer decision;

  ClaimMetrics(MeterRegistry registry, Duration[] buckets) {
    this.registry = registry;
    this.claimsLogged = logged("packet");
    this.sharesLogged = logged("share");
    this.repeats =
        Counter.builder("hongbao.edge.claims.repeated")
            .description("claims that this edge had logged before, and did not log again")
            .register(registry);
    this.lost =
        Counter.builder("hongbao.edge.claims.lost")
            .description("claims of which Kafka did not say whether it has them")
            .register(registry);
    this.acknowledgement = timer("acknowledgement", "from the claim to Kafka's word", buckets);
    this.decision = timer("decision", "from the claim to its decision in the cache", buckets);
  }

  private Counter logged(String of) {
    return Counter.builder("hongbao.edge.claims.logged")
        .description("claims handed to Kafka")
        .tag("of", of)
        .register(registry);
  }

  private Timer timer(String name, String description, Duration[] buckets) {
    return Timer.builder("hongbao.edge.claim." + name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  public void logged(boolean isShare) {
    (isShare ? sharesLogged : claimsLogged).increment();
  }

  public void repeated() {
    repeats.increment();
  }

  public void lost() {
    lost.increment();
  }

  public void acknowledged(long nanos) {
    acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void decided(long nanos) {
    decision.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Counts a reply.
   *
   * @param result a state of a packet, PENDING, or the status of a problem
   */
  public void replied(String result) {
    replies
        .computeIfAbsent(
            result,
            name ->
                Counter.builder("hongbao.edge.claims.replies")
                    .description("replies to claims and questions about packets, by result")
                    .tag("result", name)
                    .register(registry))
        .increment();
  }

  /** Shows how many wait for a claim. */
  public void showWaiting(IntSupplier waiting) {
    Gauge.builder("hongbao.edge.claims.waiting", waiting, IntSupplier::getAsInt)
        .description("requests that wait for a claim")
        .strongReference(true)
        .register(registry);
  }
}
