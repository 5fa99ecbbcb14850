package io.hongbao.edge;

import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.PacketStandingReader;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.ack.AckLog;
import io.hongbao.edge.ack.ShowAcks;
import io.hongbao.edge.address.AddressBudgets;
import io.hongbao.edge.admission.Admission;
import io.hongbao.edge.admission.AdmissionTimer;
import io.hongbao.edge.admission.QueueingDelay;
import io.hongbao.edge.claim.ClaimService;
import io.hongbao.edge.gate.Load;
import io.hongbao.edge.health.Health;
import io.hongbao.edge.http.EdgeHttpServer;
import io.hongbao.edge.http.EdgeServices;
import io.hongbao.edge.http.HttpSettings;
import io.hongbao.edge.keys.TicketKeyFile;
import io.hongbao.edge.log.ClockCheck;
import io.hongbao.edge.log.Heartbeat;
import io.hongbao.edge.log.PacketLog;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.metrics.RecentAnswerDelay;
import io.hongbao.edge.packets.PacketLists;
import io.hongbao.edge.planfile.OperationTable;
import io.hongbao.edge.planfile.PlanAppender;
import io.hongbao.edge.planfile.PlanDelivery;
import io.hongbao.edge.planfile.PlanFiles;
import io.hongbao.edge.planfile.PlanFolder;
import io.hongbao.edge.planfile.PlanPeers;
import io.hongbao.edge.policy.PolicyShelf;
import io.hongbao.edge.resource.ByteRateCap;
import io.hongbao.edge.resource.ResourceShelf;
import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.shake.AnswerPoller;
import io.hongbao.edge.shake.ShakeService;
import io.hongbao.edge.shake.ShakeSweeper;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.edge.wallet.WalletReader;
import io.hongbao.kafka.Topics;
import io.hongbao.tickets.ClaimTokens;
import io.hongbao.tickets.TicketMint;
import io.hongbao.tickets.TicketVerifier;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.PolicyRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge: takes shakes over HTTP and long connections, logs them, fetches their outcomes and
 * answers. Started and stopped as a whole; {@link #isReady()} tells when it is fit for traffic.
 */
public final class Edge implements AutoCloseable {

  /** A request waits 10 s at most; all of them have their reply by then. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(12);

  /** From the start of a drain: all long connections are told within six seconds. */
  private static final Duration LIVE_TIMEOUT = Duration.ofSeconds(8);

  /** Together with the replies well within the 30 s that an edge has to stop. */
  private static final Duration LOG_TIMEOUT = Duration.ofSeconds(12);

  private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

  private final EdgeSettings settings;
  private final Load load;
  private final Health health;
  private final ShakeLog log;
  private final Heartbeat heartbeat;
  private final Feeds feeds;
  private ShowAcks acks;
  private final EdgeDependencies.CacheKeeper cacheKeeper;
  private final EdgeHttpServer server;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  private Edge(EdgeSettings settings, EdgeDependencies dependencies) {
    this.settings = settings;
    EdgeBounds bounds = settings.bounds();
    InstantSource clock = dependencies.clock();
    EdgeMetrics metrics = new EdgeMetrics();
    ShowPlanTable shows = new ShowPlanTable(settings.verifyingKey(), metrics::badRecord);
    OperationTable operations = new OperationTable();
    PolicyShelf policies = new PolicyShelf(settings.verifyingKey(), metrics::policyRefused);
    shows.onOperation(
        (record, value) -> {
          if (record instanceof PolicyRecord policy) {
            policies.accept(policy);
          } else {
            operations.accept(record, value);
          }
        });
    PlanFiles planFiles = new PlanFiles(settings.verifyingKey(), operations, clock);
    VerdictTable verdicts = new VerdictTable(bounds.maxVerdicts(), metrics::badRecord);
    this.health = new Health(clock, () -> plannedPartitions(shows, clock.millis()));
    this.load =
        new Load(bounds.maxWaitingRequests(), bounds.maxPendingShakes(), health::isLogAsPlanned);
    QueueingDelay delay =
        new QueueingDelay(System.nanoTime(), settings.admission().targetDelayMillis());
    Admission admission =
        new Admission(settings.admission(), delay, clock.millis(), System.nanoTime());
    try {
      AckLog ackLog = opened(dependencies.openAckLog());
      // Once the log, which is opened next, is closed, and nothing is on its way any more.
      parts.push(this::sayThatItLeaves);
      this.log = dependencies.openLog();
      parts.push(() -> log.close(LOG_TIMEOUT));
      AnswerReader answers = opened(dependencies.openCache());
      PacketStandingReader standings = opened(dependencies.openStandings());
      PacketLog packetLog = dependencies.openPacketLog();
      parts.push(() -> packetLog.close(LOG_TIMEOUT));
      ClaimService claims =
          opened(new ClaimService(packetLog, standings, metrics.claims(), settings.edgeId()));
      ClaimTokens claimTokens = new ClaimTokens(settings.ticketKeys());
      Optional<WalletReader> wallet =
          settings.wallet().map(it -> opened(new WalletReader(it, settings.edgeId())));
      AnswerPoller poller =
          opened(new AnswerPoller(answers, clock, metrics, settings.edgeId() + "-poller"));
      ShakeService shakeService =
          new ShakeService(
              log,
              poller,
              settings.edgeId(),
              clock,
              metrics,
              delay,
              show -> shows.modeOf(show) == Mode.ENDING,
              bounds.maxHeldAnswers(),
              bounds.maxCountedUsers());
      opened(dependencies.openOutcomeFeed(health.hearing(shakeService)));
      opened(new ShakeSweeper(shakeService, settings.edgeId()));
      this.feeds = opened(dependencies.openFeeds(shows, verdicts));
      this.acks =
          opened(
              new ShowAcks(
                  settings.edgeId(),
                  clock,
                  log.clockCheck(),
                  shows,
                  shakeService::underWay,
                  this::isShowRead,
                  new RecentAnswerDelay(metrics::answerDelays, shakeService::pendingCount),
                  ackLog));
      takePlanFiles(planFiles, operations, clock, dependencies);
      this.cacheKeeper = opened(dependencies.openPacketsKeeper(health));
      opened(dependencies.openHealthWatch(health));
      this.heartbeat = opened(new Heartbeat(log, settings.edgeId(), clock));
      TicketVerifier tickets =
          new TicketVerifier(
              settings.ticketKeys(), settings.ticketTimes(), bounds.maxRememberedTickets());
      AtomicReference<TicketMint> mint =
          new AtomicReference<>(new TicketMint(settings.ticketKeys()));
      Optional<Supplier<TicketMint>> devMint =
          settings.devMode() ? Optional.of(mint::get) : Optional.empty();
      settings
          .security()
          .ticketKeyFile()
          .ifPresent(
              file -> opened(follow(file, tickets, claimTokens, mint)).start(settings.edgeId()));
      ResourceShelf resources =
          opened(new ResourceShelf(settings.resources(), settings.verifyingKey()))
              .start(settings.edgeId());
      metrics.showDamagedResources(resources::damagedCount);
      EdgeServices services =
          new EdgeServices(
              clock,
              tickets,
              new AddressBudgets(settings.security().addresses(), settings.trustedProxies()),
              shows,
              verdicts,
              shakeService,
              admission,
              load,
              answers,
              standings,
              claimTokens,
              claims,
              settings.packetsSpread(),
              new PacketLists(answers, shakeService::pendingCount, bounds.maxKeptLists(), metrics),
              wallet,
              health,
              planFiles,
              resources,
              new ByteRateCap(settings.resources().maxBytesPerSecond(), System.nanoTime()),
              policies,
              metrics);
      this.server =
          opened(
              EdgeHttpServer.start(
                  httpSettings(settings), services, devMint, this::reasonsNotReady));
      opened(new AdmissionTimer(admission, server.ioThreads(), settings.edgeId()));
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
    metrics.showWaiting(load::waiting);
    metrics.showAdmission(admission);
    metrics.showClock(log.clockCheck()::leastMillis, log.clockCheck()::maxMillis);
    metrics.showReady(() -> isReady() ? 1 : 0);
    metrics.showHealth(health);
    metrics.showPlanFiles(planFiles::lastNumber, planFiles::waitingCount);
    metrics.showPolicy(policies::version);
    metrics.showPlan(
        () -> shows.planAt(clock.millis()).map(ShowPlan::number).orElse(0L),
        () ->
            shows.planAt(clock.millis()).map(plan -> shows.modeOf(plan.show()).number()).orElse(0));
  }

  private void takePlanFiles(
      PlanFiles files,
      OperationTable operations,
      InstantSource clock,
      EdgeDependencies dependencies) {
    PlanDelivery delivery = settings.planDelivery();
    PlanAppender appender =
        opened(
            new PlanAppender(
                settings.edgeId(),
                files,
                operations,
                this::isShowRead,
                log::partitions,
                dependencies.openPlanLog(),
                clock));
    PlanPeers peers =
        opened(
            new PlanPeers(
                settings.edgeId(), delivery.peers(), settings.security().adminToken(), files));
    files.onNew(
        file -> {
          appender.wake();
          peers.passOn(file);
        });
    delivery.folder().ifPresent(folder -> opened(new PlanFolder(settings.edgeId(), folder, files)));
  }

  private boolean isShowRead() {
    return !feeds.notCaughtUp().contains(Topics.SHOW);
  }

  /**
   * Starts an edge. When this returns its ports are open; it is ready a moment later.
   *
   * @throws OperationFailedException if a port is taken
   * @throws RuntimeException if Kafka does not answer within 30 s
   */
  public static Edge start(EdgeSettings settings) {
    return start(settings, EdgeDependencies.real(settings));
  }

  static Edge start(EdgeSettings settings, EdgeDependencies dependencies) {
    LOG.info("starting with {}", settings);
    return new Edge(settings, dependencies);
  }

  private static OptionalInt plannedPartitions(ShowPlanTable shows, long nowMillis) {
    return shows.planAt(nowMillis).stream().mapToInt(ShowPlan::partitions).findFirst();
  }

  private static HttpSettings httpSettings(EdgeSettings settings) {
    return new HttpSettings(
        settings.edgeId(),
        settings.bindAddress(),
        settings.port(),
        settings.adminPort(),
        settings.ioThreads(),
        settings.bounds().maxConnections(),
        settings.bounds().maxBodyBytes(),
        settings.trustedProxies(),
        settings.timeouts(),
        settings.corsOrigins(),
        settings.security().adminToken(),
        settings.security().tls(),
        settings.security().maxWaitingHandshakes(),
        settings.security().maxUntakenReplies(),
        settings.live());
  }

  private TicketKeyFile follow(
      Path file,
      TicketVerifier tickets,
      ClaimTokens claimTokens,
      AtomicReference<TicketMint> mint) {
    return new TicketKeyFile(
        file,
        settings.ticketKeys(),
        keys -> {
          tickets.replaceKeys(keys);
          claimTokens.replaceKeys(keys);
          mint.set(new TicketMint(keys));
        });
  }

  /** The port of the public calls. */
  public int port() {
    return server.port();
  }

  /** The port of the admin calls. */
  public int adminPort() {
    return server.adminPort();
  }

  /** Whether the edge is fit for traffic. */
  public boolean isReady() {
    return reasonsNotReady().isEmpty();
  }

  /** What still stands in the way, for people; empty when the edge is ready. */
  public List<String> reasonsNotReady() {
    List<String> reasons = new ArrayList<>();
    if (load.isDraining()) {
      reasons.add("draining");
    }
    for (String topic : feeds.notCaughtUp()) {
      reasons.add("topic " + topic + " is not read to its end");
    }
    if (!heartbeat.isLogFound()) {
      reasons.add("topic shakes is not known");
    }
    reasons.addAll(health.reasons());
    reasons.addAll(cacheKeeper.problems());
    ClockCheck clock = log.clockCheck();
    if (!clock.isFine()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the log's clock is ahead by %d to %d ms, expected at most %d either way",
              clock.leastMillis(),
              clock.maxMillis(),
              ClockCheck.MAX_OFF_MILLIS));
    }
    return reasons;
  }

  /**
   * Drains and stops, within 30 s: nothing new is logged, requests in flight get their reply, what
   * was handed to Kafka is flushed. Safe to call twice.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    LOG.info("{} drains", settings.edgeId());
    load.drain();
    server.drainLive();
    try {
      load.awaitNobodyWaits(REPLY_TIMEOUT.toMillis());
      server.awaitLiveClosed(LIVE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeParts();
    LOG.info("{} has stopped", settings.edgeId());
  }

  /** Nothing was acknowledged by an edge that did not start. */
  private void sayThatItLeaves() {
    if (acks != null) {
      acks.leave();
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** The last one opened is closed first: the log, which everything else uses, at the end. */
  private void closeParts() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("a part did not close", e);
      }
    }
  }
}
