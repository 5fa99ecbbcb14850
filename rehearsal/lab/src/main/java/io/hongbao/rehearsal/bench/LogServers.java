package io.hongbao.rehearsal.bench;

import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.draw.DrawSinks;
import io.hongbao.jobs.packets.PacketsJobSettings;
import io.hongbao.jobs.risk.RiskJobSettings;
import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.flink.FlinkApi;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowLoader;
import io.hongbao.rehearsal.bench.flink.TallySink;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.RedisSettings;
import io.hongbao.rehearsal.processes.BrokerParts;
import io.hongbao.rehearsal.processes.ProcessSettings;
import io.hongbao.rehearsal.processes.ProcessSystem;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.publish.RuleSetPublisher;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.wire.records.PlanRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Kafka, Redis and Flink as {@code up --processes} starts them, with a show, but no edge. */
final class LogServers implements AutoCloseable {

  /** Every outcome of a log at once, where a running show has those of ten minutes. */
  private static final int REDIS_MEBIBYTES = 4_096;

  /** As {@code up} has it for one task manager. */
  private static final int PARALLELISM = 1;

  private final DataDirectory data;
  private final ProcessSystem processes;
  private final PlanRecord plan;

  private LogServers(DataDirectory data, ProcessSystem processes, PlanRecord plan) {
    this.data = data;
    this.processes = processes;
    this.plan = plan;
  }

  /** Starts the servers and loads the campaign. */
  static LogServers start(DataDirectory data, BenchCampaign campaign, Notes notes) {
    LocalPorts ports = LocalPorts.anyFree();
    Set<Integer> promised =
        Set.of(ports.edge(), ports.admin(), ports.flink(), ports.kafka(), ports.redis());
    ProcessSettings settings =
        new ProcessSettings(
            data.pids(),
            data.logs(),
            BrokerParts.plan(1, ports.kafka(), data.kafka(), promised),
            new RedisSettings(
                "redis-1",
                ports.redis(),
                data.redis(),
                data.pidFile("redis-1"),
                data.logs().resolve("redis-1.log"),
                REDIS_MEBIBYTES),
            FlinkSettings.standard(data.flink(), ports.flink(), 1),
            List.of());
    ProcessSystem processes = ProcessSystem.start(settings, notes::progress);
    try {
      return new LogServers(data, processes, load(data, processes.kafka(), campaign));
    } catch (RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  DataDirectory data() {
    return data;
  }

  /** What was loaded. */
  PlanRecord plan() {
    return plan;
  }

  String kafka() {
    return processes.kafka();
  }

  FlinkApi flink() {
    return new FlinkApi(processes.flink());
  }

  ServerPids pids() {
    return ServerPids.read(data.pids());
  }

  /** As {@code up} runs the draw job. */
  DrawJobSettings drawSettings() {
    return DrawJobSettings.of(
        processes.kafka(),
        processes.redis(),
        data.keys().toString(),
        LocalSettings.PARTITIONS,
        PARALLELISM);
  }

  /** As {@code up} runs the risk job. */
  RiskJobSettings riskSettings() {
    return RiskJobSettings.of(processes.kafka(), PARALLELISM);
  }

  /** As {@code up} runs the packets job. */
  PacketsJobSettings packetsSettings() {
    return new PacketsJobSettings(
        processes.kafka(), processes.redis(), LocalSettings.PARTITIONS, PARALLELISM);
  }

  /** Adds the draw job with its outcomes thrown away, see {@link TallySink}. */
  void drawDiscarding(StreamExecutionEnvironment environment, Path marks, long step) {
    DrawSinks sinks = DrawSinks.of(drawSettings());
    DrawJob.define(
        environment,
        drawSettings(),
        new DrawSinks(TallySink.discarding(marks, step), sinks.packets(), sinks.deadLetters()));
  }

  /** Publishes rules as of yesterday, so that they hold for the whole log. */
  void publish(List<RuleText> rules) {
    long yesterdayMillis = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(1);
    RuleSetPublisher.append(
        kafka(), RulesLog.read(kafka()).history().next(rules, "bench", "", yesterdayMillis));
  }

  /** Returns when every turn has begun, so that shakes of all of them may be appended. */
  void awaitWaveOver() throws InterruptedException {
    var schedule = plan.campaign().waves().get(0).schedule();
    long overAtMillis = schedule.closesAtMillis() + schedule.turnMillis();
    TimeUnit.MILLISECONDS.sleep(Math.max(0, overAtMillis - System.currentTimeMillis()));
  }

  void submit(String name, Consumer<StreamExecutionEnvironment> job) {
    processes.submit(name, job);
  }

  @Override
  public void close() {
    processes.close();
  }

  private static PlanRecord load(DataDirectory data, String kafka, BenchCampaign campaign) {
    LocalKeys.makeMissing(data);
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      TopicSetup.createAndVerify(admin, Topics.forBrokers(1, LocalSettings.PARTITIONS));
    }
    Path file = campaign.writeInto(data.root());
    return new ShowLoader(kafka, LocalKeys.read(data), "bench")
        .loadAndActivate(file)
        .plan()
        .orElseThrow();
  }
}
