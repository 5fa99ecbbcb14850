package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.BrokerStorage;
import io.hongbao.rehearsal.parts.FlinkCluster;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.JobGraphs;
import io.hongbao.rehearsal.parts.Part;
import io.hongbao.rehearsal.parts.Ports;
import io.hongbao.rehearsal.parts.PostgresServer;
import io.hongbao.rehearsal.parts.RedisServer;
import io.hongbao.rehearsal.processes.JobManagerClient;
import io.hongbao.rehearsal.processes.JobManagerException;
import io.hongbao.rehearsal.processes.JobSupervisor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything in this JVM but Redis and PostgreSQL, which are children of it. */
final class JvmServers implements Servers {

  /** Where brokers talk to controllers; nobody else needs to know, so any free port from here. */
  private static final int CONTROLLER_PORTS_FROM = 19_092;

  private static final Logger LOG = LoggerFactory.getLogger(JvmServers.class);

  private final LocalSettings settings;
  private final Consumer<String> progress;
  private final CompletableFuture<RedisServer> redis;
  private final CompletableFuture<Broker> broker;
  private final CompletableFuture<FlinkCluster> flink;
  private final Optional<MoneyParts> money;
  private final CompletableFuture<PostgresServer> postgres;
  private final CompletableFuture<WalletPart> wallet;
  private CompletableFuture<PayoutPart> payout = CompletableFuture.failedFuture(new NotStarted());
  private CompletableFuture<Edges> edges = CompletableFuture.failedFuture(new NotStarted());
  private Optional<JobSupervisor> jobs = Optional.empty();
  private boolean closed;

  private JvmServers(
      LocalSettings settings, Optional<MoneyParts> money, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.redis = starting("redis", () -> RedisServer.start(settings.redisSettings()));
    this.broker = starting("kafka", () -> Broker.start(brokerSettings(settings)));
    this.flink = starting("flink", () -> FlinkCluster.start(flinkSettings(settings)));
    this.money = money;
    this.postgres =
        money
            .flatMap(MoneyParts::postgres)
            .map(it -> starting("postgres", () -> PostgresServer.start(it)))
            .orElseGet(() -> CompletableFuture.failedFuture(new NotStarted()));
    this.wallet =
        money
            .map(it -> starting("wallet", () -> startWallet(it)))
            .orElseGet(() -> CompletableFuture.failedFuture(new NotStarted()));
  }

  /** Starts the servers side by side and returns when all are ready; if one fails, none is left. */
  static JvmServers start(
      LocalSettings settings, Optional<MoneyParts> money, Consumer<String> progress) {
    var servers = new JvmServers(settings, money, progress);
    try {
      CompletableFuture.allOf(servers.redis, servers.broker, servers.flink).join();
      if (money.isPresent()) {
        servers.wallet.join();
      }
      return servers;
    } catch (CompletionException e) {
      servers.close();
      throw causeOf(e);
    }
  }

  @Override
  public String kafka() {
    return broker.join().address();
  }

  @Override
  public String redis() {
    return redis.join().address();
  }

  @Override
  public String flink() {
    return flink.join().address();
  }

  @Override
  public int brokers() {
    return 1;
  }

  @Override
  public void submit(String name, Consumer<StreamExecutionEnvironment> job) {
    jobs().keep(name, () -> JobGraphs.resuming(flinkSettings(settings), name, job));
  }

  @Override
  public JobStatus status(String name) {
    return jobs().status(name);
  }

  private synchronized JobSupervisor jobs() {
    if (jobs.isEmpty()) {
      jobs =
          Optional.of(
              new JobSupervisor(new Jobs(flink.join()), settings.leavesStoppedJobs(), progress));
    }
    return jobs.get();
  }

  @Override
  public void startEdges(LocalKeys keys) {
    edges = starting("edges", () -> Edges.start(settings, kafka(), redis(), keys));
    money.ifPresent(it -> payout = starting("payout", () -> PayoutPart.start(it, kafka())));
  }

  @Override
  public String edges() {
    return edges.join().address();
  }

  @Override
  public String admins() {
    return edges.join().adminAddress();
  }

  @Override
  public List<String> edgesNotReady() {
    if (!edges.isDone()) {
      return List.of("edges start");
    }
    if (money.isPresent() && !isPayoutReady()) {
      return List.of(MoneyParts.PAYOUT + " starts");
    }
    try {
      return edges.join().reasonsNotReady();
    } catch (CompletionException e) {
      throw causeOf(e);
    }
  }

  private boolean isPayoutReady() {
    try {
      return payout.isDone() && payout.join().isReady();
    } catch (CompletionException e) {
      throw causeOf(e);
    }
  }

  /** Where PostgreSQL fails the wallet need not wait for it. */
  private WalletPart startWallet(MoneyParts parts) {
    if (parts.postgres().isPresent()) {
      try {
        postgres.join();
      } catch (CompletionException e) {
        throw causeOf(e);
      }
    }
    return WalletPart.start(parts);
  }

  @Override
  public List<String> partsAway() {
    return List.of();
  }

  @Override
  public void awaitRestartsPrepared() {}

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop(edges);
    stop(payout);
    jobs.ifPresent(JobSupervisor::close);
    stop(flink);
    stop(wallet);
    stop(postgres);
    stop(redis);
    stop(broker);
  }

  private <P extends Part> CompletableFuture<P> starting(String what, Supplier<P> start) {
    var started = new CompletableFuture<P>();
    var thread =
        new Thread(
            () -> {
              long fromNanos = System.nanoTime();
              try {
                P part = start.get();
                new StartLines(progress).ready(part.name(), part.address(), fromNanos);
                started.complete(part);
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            },
            "start-" + what);
    thread.start();
    return started;
  }

  /** A part that never started has nothing to stop; one that fails to stop holds up no other. */
  private void stop(CompletableFuture<? extends Part> started) {
    try (Part part = started.join()) {
      progress.accept(part.name() + " stops");
    } catch (CompletionException e) {
      LOG.debug("a part that never started", e);
    } catch (RuntimeException e) {
      LOG.warn("a part did not stop cleanly", e);
    }
  }

  private static RuntimeException causeOf(CompletionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }

  private static BrokerSettings brokerSettings(LocalSettings settings) {
    DataDirectory data = settings.data();
    return BrokerSettings.alone(
        settings.ports().kafka(),
        Ports.anyFree(CONTROLLER_PORTS_FROM, settings.ports().all()),
        data.kafka().resolve("kafka-1"),
        BrokerStorage.clusterId(data.kafka()));
  }

  private static FlinkSettings flinkSettings(LocalSettings settings) {
    return FlinkSettings.standard(
        settings.data().flink(), settings.ports().flink(), settings.taskManagers());
  }

  /** The jobs of a Flink in this JVM. */
  private record Jobs(FlinkCluster flink) implements JobManagerClient {

    @Override
    public Collection<JobStatusMessage> jobs() {
      return answer(flink::jobs);
    }

    @Override
    public void submit(JobGraph graph) {
      answer(
          () -> {
            flink.submit(graph);
            return null;
          });
    }

    @Override
    public Optional<String> failure(JobID run) {
      return answer(() -> flink.failure(run));
    }

    private static <T> T answer(Supplier<T> question) {
      try {
        return question.get();
      } catch (OperationFailedException | IllegalStateException e) {
        // The second is Flink's own word for a cluster that has ended.
        boolean isLate =
            e.getCause() instanceof TimeoutException
                || e.getCause() instanceof InterruptedException;
        throw isLate ? JobManagerException.unanswered(e) : JobManagerException.refused(e);
      }
    }
  }

  /** Stands in for a part that nobody has begun to start. */
  private static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
