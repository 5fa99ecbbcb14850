package io.hongbao.rehearsal.processes;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.FlinkSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Flink's {@code config.yaml} for a JobManager and its TaskManagers on this machine: the common
 * settings with their places over them.
 */
final class FlinkConfiguration {

  private FlinkConfiguration() {}

  /** The text of config.yaml. */
  static String yaml(FlinkSettings settings, int rpcPort) {
    Map<String, String> all = new TreeMap<>(CommonSettings.flink());
    all.put("jobmanager.rpc.address", LOOPBACK);
    all.put("jobmanager.rpc.port", String.valueOf(rpcPort));
    all.put("jobmanager.bind-host", LOOPBACK);
    all.put("taskmanager.host", LOOPBACK);
    all.put("taskmanager.bind-host", LOOPBACK);
    all.put("taskmanager.numberOfTaskSlots", String.valueOf(settings.slotsPerTaskManager()));
    all.put("taskmanager.memory.managed.size", settings.managedMemoryMebibytes() + "m");
    all.put("rest.address", LOOPBACK);
    all.put("rest.bind-address", LOOPBACK);
    all.put("rest.port", String.valueOf(settings.restPort()));
    all.put("rest.bind-port", String.valueOf(settings.restPort()));
    return all.entrySet().stream()
        .map(it -> it.getKey() + ": \"" + escaped(it.getValue()) + "\"\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
