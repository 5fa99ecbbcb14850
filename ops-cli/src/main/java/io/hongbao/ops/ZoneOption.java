package io.hongbao.ops;

import io.hongbao.yaml.ZoneText;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The zone of the times that a command reads and prints: never the machine's own. */
final class ZoneOption {

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "Time zone of times without an offset, such as Asia/Shanghai (${DEFAULT-VALUE}).")
  private String zone;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ZoneId zone() {
    try {
      return ZoneText.parse(zone);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--zone " + zone + ": " + e.getMessage(), e);
    }
  }
}
