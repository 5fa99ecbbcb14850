package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.RedisSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What runs as processes.
 *
 * @param pids folder of the pid files
 * @param logs folder of the logs
 * @param brokers all nodes of one cluster, see {@link BrokerParts#plan}
 * @param redis its pid file and log file are not looked at: they are as for all parts
 * @param flink with as many slots a TaskManager as all jobs need together
 * @param javaOptions of each Java part, after and above its own
 */
public record ProcessSettings(
    Path pids,
    Path logs,
    List<BrokerSettings> brokers,
    RedisSettings redis,
    FlinkSettings flink,
    List<String> javaOptions) {

  public ProcessSettings {
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("brokers is empty, expected at least one");
    }
    pids = pids.toAbsolutePath().normalize();
    logs = logs.toAbsolutePath().normalize();
    brokers = List.copyOf(brokers);
    javaOptions = List.copyOf(javaOptions);
  }

  /** The command line of a Java part, to be completed with its own options and arguments. */
  public JavaCommand java(String part, String mainClass) {
    return new JavaCommand(part, logs, mainClass, javaOptions);
  }

  Set<Integer> ports() {
    Set<Integer> ports = new HashSet<>(List.of(redis.port(), flink.restPort()));
    brokers.forEach(
        broker -> {
          ports.add(broker.port());
          broker.controllers().forEach(controller -> ports.add(controller.port()));
        });
    return ports;
  }
}
