package io.hongbao.rehearsal.system;

import io.hongbao.edge.ticket.TicketKeys;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.BrokerStorage;
import io.hongbao.rehearsal.parts.FlinkCluster;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.Part;
import io.hongbao.rehearsal.parts.Ports;
import io.hongbao.rehearsal.parts.RedisServer;
import io.hongbao.rehearsal.parts.RedisSettings;
import io.hongbao.show.load.LoadReport;
import io.hongbao.wire.topics.TopicSetup;
import io.hongbao.wire.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts on this machine. Servers start side by side, then what needs them: topics, the draw
 * job, edges, a show. They end in the order that lets each finish with those it writes to: edges,
 * Flink, Redis, Kafka.
 */
public final class LocalSystem implements AutoCloseable {

  /** Where brokers talk to controllers; nobody else needs to know, so any free port from here. */
  private static final int CONTROLLER_PORTS_FROM = 19_092;

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);

  private final LocalSettings settings;
  private final DataLock lock;
  private final Consumer<String> progress;
  private final CompletableFuture<RedisServer> redis;
  private final CompletableFuture<Broker> broker;
  private final CompletableFuture<FlinkCluster> flink;
  private CompletableFuture<Edges> edges = CompletableFuture.failedFuture(new NotStarted());
  private LoadReport show;
  private boolean closed;

  private LocalSystem(LocalSettings settings, DataLock lock, Consumer<String> progress) {
    this.settings = settings;
    this.lock = lock;
    this.progress = progress;
    this.redis = starting("redis", () -> RedisServer.start(redisSettings(settings)));
    this.broker = starting("kafka", () -> Broker.start(brokerSettings(settings)));
    this.flink = starting("flink", () -> FlinkCluster.start(flinkSettings(settings)));
  }

  /**
   * Starts every part and returns when all are ready; if one fails, none is left running.
   *
   * @param progress gets a line for people at each step, from any thread
   */
  public static LocalSystem start(LocalSettings settings, Consumer<String> progress) {
    DataLock lock = DataLock.take(settings.data());
    LocalSystem system;
    try {
      RedisServer.endLeftOver(redisSettings(settings));
      settings.ports().requireFree();
      system = new LocalSystem(settings, lock, progress);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    try {
      system.awaitServers();
      system.bringUp();
      system.addresses().write(settings.data());
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
    return system;
  }

  public Addresses addresses() {
    return new Addresses(
        edges.join().address(),
        edges.join().adminAddress(),
        flink.join().address(),
        broker.join().address(),
        redis.join().address());
  }

  /** The show that is on the air. */
  public LoadReport show() {
    return show;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Addresses.remove(settings.data());
    stop(edges);
    stop(flink);
    stop(redis);
    stop(broker);
    lock.close();
  }

  private <P extends Part> CompletableFuture<P> starting(String what, Supplier<P> start) {
    var started = new CompletableFuture<P>();
    var thread =
        new Thread(
            () -> {
              long fromNanos = System.nanoTime();
              try {
                P part = start.get();
                progress.accept(
                    String.format(
                        "%-9s %-28s ready after %.1f s",
                        part.name(), part.address(), (System.nanoTime() - fromNanos) / 1e9));
                started.complete(part);
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            },
            "start-" + what);
    thread.start();
    return started;
  }

  private void awaitServers() {
    try {
      CompletableFuture.allOf(redis, broker, flink).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void bringUp() {
    String kafka = broker.join().address();
    String redisAddress = redis.join().address();
    LocalKeys.makeMissing(settings.data());
    LocalKeys keys = LocalKeys.read(settings.data());
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      TopicSetup.createAndVerify(admin, Topics.forBrokers(1, LocalSettings.PARTITIONS));
    }
    DrawJobSettings draw =
        DrawJobSettings.of(
            kafka,
            redisAddress,
            settings.data().keys().toString(),
            LocalSettings.PARTITIONS,
            DrawJobSettings.DEFAULT_PARALLELISM);
    flink.join().submit(DrawJob.NAME, environment -> DrawJob.define(environment, draw));
    edges =
        starting(
            "edges",
            () -> Edges.start(settings, kafka, redisAddress, TicketKeys.parse(keys.ticketKeys())));
    show =
        new OnAir(new ShowLoading(kafka, keys))
            .start(settings.campaign(), settings.sampleCampaign());
    awaitReady();
  }

  private void awaitReady() {
    long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
    for (List<String> reasons = reasonsNotReady();
        !reasons.isEmpty();
        reasons = reasonsNotReady()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IllegalStateException(
            "not ready within " + READY_WITHIN.toSeconds() + " s: " + String.join(", ", reasons));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while starting", e);
      }
    }
  }

  private List<String> reasonsNotReady() {
    if (!edges.isDone()) {
      return List.of("edges start");
    }
    JobStatus status = flink.join().status(DrawJob.NAME);
    return status == JobStatus.RUNNING
        ? edges.join().reasonsNotReady()
        : List.of("job " + DrawJob.NAME + " is " + status);
  }

  /** Stands in for a part that nobody has begun to start. */
  private static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A part that never started has nothing to stop; one that fails to stop holds up no other. */
  private void stop(CompletableFuture<? extends Part> started) {
    if (started.isCompletedExceptionally()) {
      return;
    }
    try (Part part = started.join()) {
      progress.accept(part.name() + " stops");
    } catch (RuntimeException e) {
      LOG.warn("a part did not stop cleanly", e);
    }
  }

  private static RedisSettings redisSettings(LocalSettings settings) {
    DataDirectory data = settings.data();
    return new RedisSettings(
        "redis-1",
        settings.ports().redis(),
        data.redis(),
        data.pidFile("redis-1"),
        data.logs().resolve("redis-1.log"),
        RedisSettings.DEFAULT_MEMORY_MEBIBYTES_MAX);
  }

  private static BrokerSettings brokerSettings(LocalSettings settings) {
    DataDirectory data = settings.data();
    return BrokerSettings.alone(
        settings.ports().kafka(),
        Ports.nextFree(CONTROLLER_PORTS_FROM, settings.ports().all()),
        data.kafka().resolve("kafka-1"),
        BrokerStorage.clusterId(data.kafka()));
  }

  private static FlinkSettings flinkSettings(LocalSettings settings) {
    return FlinkSettings.standard(
        settings.data().flink(), settings.ports().flink(), settings.taskManagers());
  }
}
