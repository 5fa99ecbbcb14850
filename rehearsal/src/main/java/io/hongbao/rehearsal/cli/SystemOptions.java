package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.system.Addresses;
import io.hongbao.rehearsal.system.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a running system is: left in its data folder by {@code up}, or named part by part. */
final class SystemOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data folder of the running system (${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--edge", paramLabel = "URL", description = "Its edge, if not as in DIR.")
  private String edge;

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Its Kafka, if not as in DIR.")
  private String kafka;

  @Option(names = "--redis", paramLabel = "HOST:PORT", description = "Its Redis, if not as in DIR.")
  private String redis;

  DataDirectory data() {
    return new DataDirectory(data);
  }

  String edge() {
    return edge != null ? edge : Addresses.read(data()).edge();
  }

  String kafka() {
    return kafka != null ? kafka : Addresses.read(data()).kafka();
  }

  String redis() {
    return redis != null ? redis : Addresses.read(data()).redis();
  }
}
