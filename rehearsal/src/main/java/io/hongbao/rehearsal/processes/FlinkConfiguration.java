package io.hongbao.rehearsal.processes;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.rehearsal.parts.FlinkSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Flink's {@code config.yaml} for a JobManager and its TaskManagers on this machine. What a job
 * needs (state backend, checkpoints, restarts) travels with the job.
 */
final class FlinkConfiguration {

  static final int TASK_HEAP_MEBIBYTES = 256;

  static final int FRAMEWORK_HEAP_MEBIBYTES = 128;

  /** Clients of Kafka and Redis, and RocksDB's reading of checkpoint files. */
  static final int OFF_HEAP_MEBIBYTES = 64;

  static final int FRAMEWORK_OFF_HEAP_MEBIBYTES = 64;

  /** Some hundred exchanges between subtasks of 32 KiB buffers. */
  static final int NETWORK_MEBIBYTES = 64;

  static final int METASPACE_MEBIBYTES = 160;

  private FlinkConfiguration() {}

  /** The text of config.yaml. */
  static String yaml(FlinkSettings settings, int rpcPort) {
    Map<String, String> all = new TreeMap<>();
    places(all, settings, rpcPort);
    detection(all);
    memory(all, settings);
    return all.entrySet().stream()
        .map(it -> it.getKey() + ": \"" + escaped(it.getValue()) + "\"\n")
        .collect(Collectors.joining());
  }

  private static void places(Map<String, String> to, FlinkSettings settings, int rpcPort) {
    to.put("jobmanager.rpc.address", LOOPBACK);
    to.put("jobmanager.rpc.port", String.valueOf(rpcPort));
    to.put("jobmanager.bind-host", LOOPBACK);
    to.put("taskmanager.host", LOOPBACK);
    to.put("taskmanager.bind-host", LOOPBACK);
    to.put("taskmanager.numberOfTaskSlots", String.valueOf(settings.slotsPerTaskManager()));
    // Every one carries its share, and has room for that of another.
    to.put("taskmanager.load-balance.mode", "SLOTS");
    to.put("rest.address", LOOPBACK);
    to.put("rest.bind-address", LOOPBACK);
    to.put("rest.port", String.valueOf(settings.restPort()));
    to.put("rest.bind-port", String.valueOf(settings.restPort()));
    to.put("web.submit.enable", "false");
  }

  /**
   * A killed process is noticed when two heartbeats in a row find nobody at its port; one that
   * hangs, by the timeout. Flink's own values are for networks and keep a cluster waiting for a
   * minute.
   */
  private static void detection(Map<String, String> to) {
    to.put("heartbeat.interval", "300 ms");
    to.put("heartbeat.rpc-failure-threshold", "2");
    to.put("heartbeat.timeout", "4 s");
    // How often TaskManagers knock at a JobManager that is being started again.
    to.put("cluster.registration.initial-timeout", "200 ms");
    to.put("cluster.registration.max-timeout", "1 s");
    to.put("cluster.registration.error-delay", "200 ms");
    to.put("cluster.registration.refused-registration-delay", "500 ms");
    // How long slots of a job that died with its JobManager stay taken.
    to.put("taskmanager.slot.timeout", "3 s");
  }

  private static void memory(Map<String, String> to, FlinkSettings settings) {
    to.put("taskmanager.cpu.cores", "1.0");
    to.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MEBIBYTES + "m");
    to.put("taskmanager.memory.task.heap.size", TASK_HEAP_MEBIBYTES + "m");
    to.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP_MEBIBYTES + "m");
    to.put("taskmanager.memory.task.off-heap.size", OFF_HEAP_MEBIBYTES + "m");
    to.put("taskmanager.memory.network.min", NETWORK_MEBIBYTES + "m");
    to.put("taskmanager.memory.network.max", NETWORK_MEBIBYTES + "m");
    to.put("taskmanager.memory.managed.size", settings.managedMemoryMebibytes() + "m");
    to.put("taskmanager.memory.jvm-metaspace.size", METASPACE_MEBIBYTES + "m");
    to.put("taskmanager.memory.jvm-overhead.min", "64m");
    to.put("taskmanager.memory.jvm-overhead.max", "64m");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
