package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.system.LocalPorts;
import picocli.CommandLine.Option;

/** Where the parts of a local system are reached. */
final class UpPorts {

  @Option(
      names = "--edge-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.EDGE,
      description = "Calls of the audience (${DEFAULT-VALUE}).")
  private int edgePort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.ADMIN,
      description = "Health and metrics of the edge (${DEFAULT-VALUE}).")
  private int adminPort;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.FLINK,
      description = "Flink's dashboard (${DEFAULT-VALUE}).")
  private int flinkPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.KAFKA,
      description = "Kafka (${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalPorts.REDIS,
      description = "Redis (${DEFAULT-VALUE}).")
  private int redisPort;

  /**
   * @throws IllegalArgumentException naming the option if one is no port, or has been given twice
   */
  LocalPorts toPorts() {
    return new LocalPorts(edgePort, adminPort, flinkPort, kafkaPort, redisPort);
  }
}
