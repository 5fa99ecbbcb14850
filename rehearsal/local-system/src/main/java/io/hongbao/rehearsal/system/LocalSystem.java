package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FolderLock;
import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.packets.PacketsJob;
import io.hongbao.jobs.packets.PacketsJobSettings;
import io.hongbao.jobs.risk.RiskJob;
import io.hongbao.jobs.risk.RiskJobSettings;
import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.TopicSetup.TopicSettingsException;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataVersion;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.ops.system.ShowLoader.OnAir;
import io.hongbao.rehearsal.parts.RedisProgram;
import io.hongbao.rehearsal.parts.RedisSettings;
import io.hongbao.rehearsal.processes.Supervisor;
import io.hongbao.resources.policy.PhonePolicy;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The whole system on this machine: servers first, then what needs them: topics, jobs, edges, a
 * show.
 */
public final class LocalSystem implements AutoCloseable {

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

  /** Who waits so long is told what for. */
  private static final Duration TELL_AFTER = Duration.ofSeconds(20);

  private static final long CHECK_EVERY_MILLIS = 50;

  /** As it stands in the operations of the shows that it loads. */
  private static final String AUTHOR = "up";

  private static final List<String> JOBS = List.of(DrawJob.NAME, RiskJob.NAME);

  private final LocalSettings settings;
  private final BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob;
  private final List<String> jobs;
  private final FolderLock lock;
  private final Servers servers;
  private final Optional<MoneyParts> money;
  private final Optional<PhonePolicy> policy;
  private final StartLines lines;
  private final StartWatcher watcher;
  private OnAir show;
  private Optional<EdgeWarnings> warnings = Optional.empty();
  private Optional<PracticeEnder> practiceEnder = Optional.empty();
  private boolean closed;

  private LocalSystem(
      LocalSettings settings,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      List<String> jobs,
      FolderLock lock,
      Servers servers,
      Optional<MoneyParts> money,
      Optional<PhonePolicy> policy,
      StartWatcher watcher) {
    this.settings = settings;
    this.drawJob = drawJob;
    this.jobs = jobs;
    this.lock = lock;
    this.servers = servers;
    this.money = money;
    this.policy = policy;
    this.lines = new StartLines(watcher);
    this.watcher = watcher;
  }

  /**
   * Starts everything and returns when it is ready; if a part fails, none is left running.
   *
   * <p>What can be seen beforehand is told before anything starts, in one sentence: a folder that
   * is taken, of another version or not to be written, a full disk, too little memory, a port that
   * is taken.
   *
   * @param progress follows the start
   */
  public static LocalSystem start(LocalSettings settings, StartWatcher progress) {
    return start(settings, settings.data().lock(), progress);
  }

  /** Starts it in a folder that the caller has taken, and which is free again when it is closed. */
  public static LocalSystem start(LocalSettings settings, FolderLock lock, StartWatcher progress) {
    return start(settings, lock, DrawJob::define, JOBS, progress);
  }

  /** Starts all but the risk job: a draw needs none, and its cost is measured apart. */
  public static LocalSystem startWithoutRisk(LocalSettings settings, StartWatcher progress) {
    return startWithoutRisk(settings, DrawJob::define, progress);
  }

  /**
   * The same with a draw job that is not quite production's, a slower one say.
   *
   * @param drawJob adds it to an environment
   */
  public static LocalSystem startWithoutRisk(
      LocalSettings settings,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      StartWatcher progress) {
    return start(settings, settings.data().lock(), drawJob, List.of(DrawJob.NAME), progress);
  }

  private static LocalSystem start(
      LocalSettings settings,
      FolderLock lock,
      BiConsumer<StreamExecutionEnvironment, DrawJobSettings> drawJob,
      List<String> jobs,
      StartWatcher progress) {
    LocalSystem system;
    try {
      DiskRoom.require(settings.data());
      DataVersion.claim(settings.data());
      Supervisor.endLeftOvers(settings.data().pids());
      settings.ports().requireFree();
      MemoryRoom.require(settings);
      progress.accept(
          String.format(
              Locale.ROOT,
              "starts Redis, Kafka%s Flink in %s, then the jobs, edges and a show",
              settings.money().isPresent() ? ", PostgreSQL, the wallet and" : " and",
              settings.data().root()));
      RedisSettings redis = settings.redisSettings();
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s is %s; it runs no scripts",
              redis.name(),
              RedisProgram.choose(redis)));
      Optional<MoneyParts> money = settings.money().map(it -> MoneyParts.of(settings, it));
      Optional<PhonePolicy> policy = PublishedPolicy.besideCampaign(settings);
      LocalSettings serving = PackedResources.servedBy(settings);
      LocalSettings told = money.map(it -> tellingOfWallet(serving, it)).orElse(serving);
      Servers servers =
          settings.processes()
              ? ProcessServers.start(told, money, progress)
              : JvmServers.start(told, money, progress);
      system =
          new LocalSystem(
              told,
              drawJob,
              money.isPresent() ? with(jobs, PacketsJob.NAME) : jobs,
              lock,
              servers,
              money,
              policy,
              progress);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    try {
      system.bringUp();
      system.addresses().write(settings.data());
      system.watch();
      return system;
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  public Addresses addresses() {
    return new Addresses(
        servers.edges(),
        servers.admins(),
        servers.flink(),
        servers.kafka(),
        servers.redis(),
        money.map(MoneyParts::addresses));
  }

  /** The wallet's, of JDBC; empty if nothing pays. */
  public Optional<String> walletDatabaseUrl() {
    return money.map(MoneyParts::databaseUrl);
  }

  private static List<String> with(List<String> jobs, String more) {
    return Stream.concat(jobs.stream(), Stream.of(more)).toList();
  }

  /** Edges show users what the wallet says of them. */
  private static LocalSettings tellingOfWallet(LocalSettings settings, MoneyParts money) {
    Map<String, String> variables = new HashMap<>(settings.edgeVariables());
    variables.putIfAbsent("HONGBAO_WALLET", money.walletUrl());
    return settings.tellingEdges(variables);
  }

  /** The show that is on the air, or waits for somebody. */
  public OnAir show() {
    return show;
  }

  /** Parts that died or were started and are not ready yet; known only of processes. */
  public List<String> partsAway() {
    return servers.partsAway();
  }

  /** Returns when parts that die come back as fast as they ever will; the first run prepares it. */
  public void awaitRestartsPrepared() throws InterruptedException {
    servers.awaitRestartsPrepared();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    practiceEnder.ifPresent(PracticeEnder::close);
    warnings.ifPresent(EdgeWarnings::close);
    Addresses.remove(settings.data());
    servers.close();
    lock.close();
  }

  private void bringUp() {
    String kafka = servers.kafka();
    LocalKeys.makeMissing(settings.data());
    LocalKeys keys = LocalKeys.read(settings.data());
    lines.step("topics", kafka, () -> createTopics(kafka));
    DrawJobSettings draw =
        DrawJobSettings.of(
            kafka,
            servers.redis(),
            settings.data().keys().toString(),
            LocalSettings.PARTITIONS,
            settings.parallelism());
    lines.step(
        "job " + DrawJob.NAME,
        servers.flink(),
        () -> servers.submit(DrawJob.NAME, environment -> drawJob.accept(environment, draw)));
    if (jobs.contains(RiskJob.NAME)) {
      RiskJobSettings risk = RiskJobSettings.of(kafka, LocalSettings.RISK_PARALLELISM);
      lines.step(
          "job " + RiskJob.NAME,
          servers.flink(),
          () -> servers.submit(RiskJob.NAME, environment -> RiskJob.define(environment, risk)));
    }
    if (money.isPresent()) {
      PacketsJobSettings packets =
          new PacketsJobSettings(
              kafka, servers.redis(), LocalSettings.PARTITIONS, LocalSettings.PACKETS_PARALLELISM);
      lines.step(
          "job " + PacketsJob.NAME,
          servers.flink(),
          () ->
              servers.submit(
                  PacketsJob.NAME, environment -> PacketsJob.define(environment, packets)));
    }
    policy.ifPresent(
        it -> lines.step("policy", kafka, () -> PublishedPolicy.publish(it, kafka, keys)));
    servers.startEdges(keys);
    awaitReady();
    warmUp(kafka, keys);
    // The last step: what a campaign tells from now on is told from READY on.
    ShowLoader loader = new ShowLoader(kafka, keys, AUTHOR);
    settings.approvalRequired().ifPresent(loader::setApproval);
    show = new ShowStarter(loader).start(settings.campaign(), settings.sampleCampaign());
    practiceEnder = Optional.of(PracticeEnder.start(kafka, keys, AUTHOR));
  }

  /** Before the show is loaded, whose times may count from its load. */
  private void warmUp(String kafka, LocalKeys keys) {
    if (settings.warmUp().isZero()) {
      return;
    }
    var mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(settings.data())));
    long nowMillis = System.currentTimeMillis();
    new WarmUp(
            new KafkaPracticeStage(kafka, keys, AUTHOR, settings.campaign()),
            Arrays.stream(servers.edges().split(",", -1)).map(Endpoint::parse).toList(),
            (group, user) -> mint.mint(user, "", group, TicketMint.LIFETIME, nowMillis).text(),
            InstantSource.system(),
            watcher)
        .run(settings.warmUp());
  }

  /** Without a risk job, which edges would miss, nobody is there to be told. */
  private void watch() {
    if (jobs.contains(RiskJob.NAME)) {
      List<String> admins = List.of(servers.admins().split(",", -1));
      warnings = Optional.of(new EdgeWarnings(admins, watcher));
    }
  }

  private void createTopics(String kafka) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      Topics topics = Topics.forBrokers(servers.brokers(), LocalSettings.PARTITIONS);
      if (settings.mendTopics()) {
        TopicSetup.mendAndVerify(admin, topics).forEach(lines.to());
      } else {
        TopicSetup.createAndVerify(admin, topics);
      }
    } catch (TopicSettingsException e) {
      String advice =
          e.isMendable()
              ? "give the same command with --mend-topics, which sets them right and goes on"
              : "this cannot be mended: name another folder with --data";
      throw new OperationFailedException(e.getMessage() + "\n" + advice, e);
    }
  }

  private void awaitReady() {
    long startNanos = System.nanoTime();
    boolean told = false;
    for (List<String> reasons = reasonsNotReady();
        !reasons.isEmpty();
        reasons = reasonsNotReady()) {
      long waitedNanos = System.nanoTime() - startNanos;
      if (!told && waitedNanos > TELL_AFTER.toNanos()) {
        told = true;
        lines.to().accept("not ready yet: " + String.join(", ", reasons));
      }
      if (waitedNanos > READY_TIMEOUT.toNanos()) {
        throw new OperationFailedException(
            "not ready within " + READY_TIMEOUT.toSeconds() + " s: " + String.join(", ", reasons));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationFailedException("interrupted while starting", e);
      }
    }
  }

  private List<String> reasonsNotReady() {
    for (String job : jobs) {
      JobStatus status = servers.status(job);
      if (status != JobStatus.RUNNING) {
        return List.of("job " + job + " is " + status);
      }
    }
    return servers.edgesNotReady();
  }
}
