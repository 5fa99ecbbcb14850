package io.hongbao.rehearsal.system;

import io.hongbao.edge.EdgeMain;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.processes.BrokerParts;
import io.hongbao.rehearsal.processes.HttpReadiness;
import io.hongbao.rehearsal.processes.JavaCommand;
import io.hongbao.rehearsal.processes.PartSpec;
import io.hongbao.rehearsal.processes.ProcessSettings;
import io.hongbao.rehearsal.processes.ProcessSystem;
import io.hongbao.rehearsal.processes.StopOrder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Each part a process of its own, started again when it dies. */
final class ProcessServers implements Servers {

  /**
   * What an edge may hold is some 300 MB; the rest of its heap lets the collector work seldom. The
   * optimizing compiler takes some seconds more at the start, and halves what a shake costs.
   */
  private static final String[] EDGE_JVM_OPTIONS = {
    "-Xms256m", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=50"
  };

  private final LocalSettings settings;
  private final ProcessSettings processSettings;
  private final ProcessSystem processes;
  private final List<EdgePorts> edgePorts;
  private final Optional<MoneyParts> money;

  private ProcessServers(
      LocalSettings settings,
      ProcessSettings processSettings,
      ProcessSystem processes,
      List<EdgePorts> edgePorts,
      Optional<MoneyParts> money) {
    this.settings = settings;
    this.processSettings = processSettings;
    this.processes = processes;
    this.edgePorts = edgePorts;
    this.money = money;
  }

  /** Starts the servers and returns when all are ready; if one fails, none is left running. */
  static ProcessServers start(
      LocalSettings settings, Optional<MoneyParts> money, Consumer<String> progress) {
    DataDirectory data = settings.data();
    List<EdgePorts> edgePorts = EdgePorts.of(settings);
    ProcessSettings processSettings =
        new ProcessSettings(
            data.pids(),
            data.logs(),
            BrokerParts.plan(
                settings.brokers(), settings.ports().kafka(), data.kafka(), settings.ports().all()),
            settings.redisSettings(),
            FlinkSettings.standard(data.flink(), settings.ports().flink(), settings.taskManagers()),
            List.of());
    return new ProcessServers(
        settings,
        processSettings,
        ProcessSystem.start(
            processSettings,
            money.map(it -> it.databaseAndWallet(processSettings)).orElse(List.of()),
            settings.leavesStoppedJobs(),
            progress),
        edgePorts,
        money);
  }

  @Override
  public String kafka() {
    return processes.kafka();
  }

  @Override
  public String redis() {
    return processes.redis();
  }

  @Override
  public String flink() {
    return processes.flink();
  }

  @Override
  public int brokers() {
    return settings.brokers();
  }

  @Override
  public void submit(String name, Consumer<StreamExecutionEnvironment> job) {
    processes.submit(name, job);
  }

  @Override
  public JobStatus status(String name) {
    return processes.status(name);
  }

  @Override
  public void startEdges(LocalKeys keys) {
    List<PartSpec> parts = new ArrayList<>();
    for (EdgePorts ports : edgePorts) {
      parts.add(edge(ports));
    }
    money.ifPresent(it -> parts.add(it.payout(processSettings, kafka())));
    processes.start(parts);
    processes.prepareRestarts();
  }

  private PartSpec edge(EdgePorts ports) {
    Map<String, String> environment = new HashMap<>(JavaCommand.environment());
    environment.putAll(settings.edgeVariables());
    environment.put("HONGBAO_EDGE_ID", ports.edgeId());
    environment.put("HONGBAO_EDGE_PORT", String.valueOf(ports.port()));
    environment.put("HONGBAO_ADMIN_PORT", String.valueOf(ports.adminPort()));
    environment.put("HONGBAO_KAFKA", kafka());
    environment.put("HONGBAO_REDIS", redis());
    environment.put("HONGBAO_KEYS", settings.data().keys().toString());
    environment.put("HONGBAO_DEV", "true");
    environment.putIfAbsent("HONGBAO_PEERS", EdgePorts.adminUrlsBeside(ports, edgePorts));
    return new PartSpec(
        ports.edgeId(),
        ports.url(),
        () ->
            processSettings
                .java(ports.edgeId(), EdgeMain.class.getName())
                .options(EDGE_JVM_OPTIONS)
                .build(),
        environment,
        new HttpReadiness(URI.create(ports.adminUrl() + "/readyz")),
        StopOrder.EDGES);
  }

  @Override
  public String edges() {
    return edgePorts.stream().map(EdgePorts::url).collect(Collectors.joining(","));
  }

  @Override
  public String admins() {
    return edgePorts.stream().map(EdgePorts::adminUrl).collect(Collectors.joining(","));
  }

  /** A process counts as started only when it is ready. */
  @Override
  public List<String> edgesNotReady() {
    return List.of();
  }

  @Override
  public List<String> partsAway() {
    return processes.partsAway();
  }

  @Override
  public void awaitRestartsPrepared() throws InterruptedException {
    processes.awaitRestartsPrepared();
  }

  @Override
  public void close() {
    processes.close();
  }
}
