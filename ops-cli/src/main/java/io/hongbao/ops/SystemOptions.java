package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a running system is: left in its data folder by {@code up}, or named part by part. */
public final class SystemOptions {

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  public DataDirectory data() {
    return requireValid(() -> new DataDirectory(data), "");
  }

  public List<Endpoint> edges() {
    String urls = edge != null ? edge : Addresses.read(data()).edge();
    return requireValid(
        () -> Arrays.stream(urls.split(",", -1)).map(Endpoint::parse).toList(), "--edge ");
  }

  /**
   * @throws OperationFailedException if it does not answer
   */
  public String kafka() {
    String address = kafka != null ? kafka : Addresses.read(data()).kafka();
    return requireValid(() -> ServerProbe.require("Kafka", address, "--kafka", data()), "");
  }

  /**
   * @throws OperationFailedException if it does not answer
   */
  public String redis() {
    String address = redis != null ? redis : Addresses.read(data()).redis();
    return requireValid(() -> ServerProbe.require("Redis", address, "--redis", data()), "");
  }

  private <T> T requireValid(Supplier<T> parsing, String option) {
    try {
      return parsing.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + e.getMessage(), e);
    }
  }
}
