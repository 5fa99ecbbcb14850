package io.hongbao.edge.metrics;

import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.health.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What the edge counts, in Prometheus' form. Thread-safe; counting takes no lock. */
public final class EdgeMetrics implements ShakeMetrics {

  private static final Duration[] LATENCY_BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LiveMetrics live = new LiveMetrics(registry);
  private final ClaimMetrics claims = new ClaimMetrics(registry, LATENCY_BUCKETS);
  private final Map<String, Counter> answers = new ConcurrentHashMap<>();
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
  private final Map<String, Counter> connectionEnds = new ConcurrentHashMap<>();
  private final Map<String, Counter> refusedRequests = new ConcurrentHashMap<>();

  private final Counter shakesLogged =
      counter("shakes.logged", "shakes handed to Kafka, without repeats that were not logged");
  private final Counter repeats =
      counter("repeats", "posts that repeat a shake and were not logged");
  private final Counter reports =
      counter(
          "repeats.reported",
          "repeat reports: records that carry a user's number of"
              + " repeated posts and are no new shake");
  private final Counter shakesReasked =
      counter("shakes.reasked", "acknowledged shakes logged again because their answer is missing");
  private final Counter shakesLost =
      counter("shakes.lost", "shakes of which Kafka did not say whether it has them");
  private final Counter shakesDropped =
      counter("shakes.dropped", "acknowledged shakes that got no outcome in their time");
  private final Counter cacheBatches =
      counter("cache.batches", "batches of look-ups sent to Redis");
  private final Counter cacheKeys = counter("cache.keys", "look-ups sent to Redis");
  private final Counter resourcesSent = counter("resources.sent", "resources, or parts of one");
  private final Counter resourceBytesSent =
      counter("resources.sent.bytes", "of resources, as they go over the wire");
  private final Counter cacheFailures =
      counter("cache.failures", "batches that Redis did not answer");
  private final Counter badRecords =
      counter(
          "bad.records",
          "records of show and verdicts passed over: unreadable, or signed by somebody else");
  private final Counter policiesRefused =
      counter("policies.refused", "phone policies passed over: forged, damaged or not newer");
  private final Counter unreadableAddresses =
      counter(
          "addresses.unreadable",
          "requests whose X-Forwarded-For or Forwarded names no address where it should");
  private final Map<String, Counter> boundsReached = new ConcurrentHashMap<>();
  private final Map<ListSource, Counter> lists = new EnumMap<>(ListSource.class);
  private final Counter failures =
      counter("failures", "requests that ended in an error of the edge");
  private final Timer acknowledgement =
      timer("acknowledgement", "from the append to Kafka's acknowledgement");
  private final Timer answer = timer("answer", "from the append to the outcome");

  /** Where the list of a user's packets came from. */
  public enum ListSource {
    /** It was read. */
    CACHE,
    /** It had been read a moment ago. */
    MEMORY,
    /** It was being read for the same user. */
    SHARED
  }

  /** Nothing is counted yet. */
  public EdgeMetrics() {
    for (ListSource source : ListSource.values()) {
      lists.put(
          source,
          Counter.builder("hongbao.edge.packet.lists")
              .description("lists of packets by where they came from")
              .tag("from", source.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Counts a list of packets that is told. */
  public void listedFrom(ListSource source) {
    lists.get(source).increment();
  }

  /** What is counted of long connections. */
  public LiveMetrics live() {
    return live;
  }

  /** What is counted of claims. */
  public ClaimMetrics claims() {
    return claims;
  }

  /**
   * Counts what becomes of a show's shakes.
   *
   * @param isPractice whether it is a practice show
   */
  public ShakeMetrics ofShakes(boolean isPractice) {
    return isPractice ? ShakeMetrics.NONE : this;
  }

  @Override
  public void shakeLogged() {
    shakesLogged.increment();
  }

  @Override
  public void shakeRepeated() {
    repeats.increment();
  }

  @Override
  public void repeatsReported() {
    reports.increment();
  }

  @Override
  public void shakeReasked() {
    shakesReasked.increment();
  }

  @Override
  public void shakeLost() {
    shakesLost.increment();
  }

  @Override
  public void shakeDropped() {
    shakesDropped.increment();
  }

  @Override
  public void shakeAcknowledged(long nanos) {
    acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void shakeAnswered(long nanos) {
    answer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** How long the answers since the start took. */
  public AnswerDelays answerDelays() {
    HistogramSnapshot snapshot = answer.takeSnapshot();
    return new AnswerDelays(
        Arrays.stream(snapshot.histogramCounts())
            .filter(step -> step.bucket() < Double.POSITIVE_INFINITY)
            .map(
                step ->
                    new AnswerDelays.Step(
                        (long) step.bucket(TimeUnit.MILLISECONDS), (long) step.count()))
            .toList(),
        snapshot.count());
  }

  public void cacheAsked(int keys) {
    cacheBatches.increment();
    cacheKeys.increment(keys);
  }

  public void cacheFailed() {
    cacheFailures.increment();
  }

  public void badRecord() {
    badRecords.increment();
  }

  public void policyRefused() {
    policiesRefused.increment();
  }

  public void failed() {
    failures.increment();
  }

  /** Counts a request from which a trusted proxy's entry of the phone's address was unreadable. */
  public void addressUnreadable() {
    unreadableAddresses.increment();
  }

  /**
   * Counts a connection that is over.
   *
   * @param port public or admin
   * @param how CLEAN, IDLE, SLOW, REFUSED or BROKEN
   */
  public void connectionClosed(String port, String how) {
    connectionEnds
        .computeIfAbsent(
            port + how,
            name ->
                Counter.builder("hongbao.edge.connections.closed")
                    .description("connections that are over, by how they ended")
                    .tag("port", port)
                    .tag("how", how)
                    .register(registry))
        .increment();
  }

  /** Counts a request that was refused before it had a path, as it could not be read. */
  public void requestRefused(String port, int status) {
    refusedRequests
        .computeIfAbsent(
            port + status,
            name ->
                Counter.builder("hongbao.edge.requests.refused")
                    .description("requests refused because they could not be read")
                    .tag("port", port)
                    .tag("status", String.valueOf(status))
                    .register(registry))
        .increment();
  }

  /** Bytes of a resource that are sent now. */
  public void sentResource(long bytes) {
    resourcesSent.increment();
    resourceBytesSent.increment((double) bytes);
  }

  public void showDamagedResources(IntSupplier count) {
    Gauge.builder("hongbao.edge.resources.damaged", count, IntSupplier::getAsInt)
        .description("resources of the manifest that are left out, as they are damaged")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Counts what was refused because an address or a user asked too much.
   *
   * @param of connection, request or user
   */
  public void boundReached(String of) {
    boundsReached
        .computeIfAbsent(
            of,
            name ->
                Counter.builder("hongbao.edge.bounds.reached")
                    .description(
                        "connections and requests of an address, and requests of a user, beyond"
                            + " what one may ask; connections ended for replies that"
                            + " nobody takes; handshakes turned away while many wait")
                    .tag("of", of)
                    .register(registry))
        .increment();
  }

  @Override
  public void replied(String result) {
    answers
        .computeIfAbsent(
            result,
            name ->
                Counter.builder("hongbao.edge.answers")
                    .description("replies to shakes and look-ups by result")
                    .tag("result", name)
                    .register(registry))
        .increment();
  }

  @Override
  public void refused(String gate) {
    refusals
        .computeIfAbsent(
            gate,
            name ->
                Counter.builder("hongbao.edge.refusals")
                    .description("shakes stopped by gate")
                    .tag("gate", name)
                    .register(registry))
        .increment();
  }

  /** Shows how many requests wait now. */
  public void showWaiting(IntSupplier waiting) {
    gauge("waiting", "requests that wait for their reply", waiting::getAsInt);
  }

  /** Shows what new shakes wait, and how many of them are admitted. */
  public void showAdmission(Admission admission) {
    gauge(
        "admission.limiting",
        "whether new shakes may be refused, as 0 or 1",
        () -> admission.isLimiting() ? 1 : 0);
    gauge("admission.per.second", "new shakes admitted", "", admission::admittedPerSecond);
    gauge("admission.share", "share of users with the first call on a turn", "", admission::share);
    String waits = "what new shakes wait, in milliseconds";
    gauge("queueing.delay.millis", waits, "expected", admission::delayMillis);
    gauge("queueing.delay.millis", waits, "io", admission::ioMillis);
    gauge("queueing.delay.millis", waits, "log", () -> admission.lastReading().logMillis());
    gauge("queueing.delay.millis", waits, "draw", () -> admission.lastReading().drawMillis());
    gauge("queueing.delay.millis", waits, "oldest", () -> admission.lastReading().oldestMillis());
  }

  /** Shows how many replies of HTTP/2 have begun and are not taken. */
  public void showUntakenReplies(IntSupplier untaken) {
    gauge(
        "untaken.replies",
        "replies of HTTP/2 that have begun and that their clients have not taken",
        untaken::getAsInt);
  }

  /** Shows how many shakes have no answer yet. */
  public void showPending(LongSupplier pending) {
    gauge("pending", "shakes without an answer", pending);
  }

  /** Shows between which bounds the log's clock is ahead of this edge's. */
  public void showClock(LongSupplier leastMillis, LongSupplier maxMillis) {
    gauge("clock.least.millis", "the log's clock is ahead by at least this", leastMillis);
    gauge("clock.most.millis", "the log's clock is ahead by at most this", maxMillis);
  }

  /** Shows whether the edge is ready, as 0 or 1. */
  public void showReady(IntSupplier ready) {
    gauge("ready", "whether the edge is ready", ready::getAsInt);
  }

  /** Shows the number of the plan in force, 0 if there is none, and of its show's mode. */
  public void showPlan(LongSupplier plan, LongSupplier mode) {
    gauge("plan", "number of the plan in force", plan);
    gauge("mode", "the show's mode: 0 normal, 1 longer turns, 2 a share, 3 calm, 4 ending", mode);
  }

  /** Shows the version of the newest phone policy, 0 if none was published. */
  public void showPolicy(IntSupplier version) {
    gauge("policy", "version of the newest phone policy", version::getAsInt);
  }

  /** Shows the number of the plan file that came last, 0 if none did, and how many wait. */
  public void showPlanFiles(LongSupplier last, IntSupplier waiting) {
    gauge("plan.file", "number of the plan file that came last", last);
    gauge("plan.files.waiting", "plan files that are not in the log yet", waiting::getAsInt);
  }

  /** Shows what is known of the parts behind the edge. */
  public void showHealth(Health health) {
    gauge(
        "draw.silent.seconds",
        "for how long the draw job has shown no progress",
        health::drawSilentSeconds);
    gauge(
        "risk.silent.seconds",
        "for how long the risk job has shown no progress",
        health::riskSilentSeconds);
    gauge(
        "log.as.planned",
        "whether the log's topics are those of the plan, as 0 or 1",
        () -> health.isLogAsPlanned() ? 1 : 0);
    gauge("warnings", "sentences of warning in readyz", () -> health.warnings().size());
  }

  /** Everything, as Prometheus text. */
  public String scrape() {
    return registry.scrape();
  }

  private Counter counter(String name, String description) {
    return Counter.builder("hongbao.edge." + name).description(description).register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("hongbao.edge." + name)
        .description(description)
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry);
  }

  private void gauge(String name, String description, String part, DoubleSupplier value) {
    Gauge.builder("hongbao.edge." + name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(part.isEmpty() ? Tags.empty() : Tags.of("part", part))
        .strongReference(true)
        .register(registry);
  }

  private void gauge(String name, String description, LongSupplier value) {
    Gauge.builder("hongbao.edge." + name, value, LongSupplier::getAsLong)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
