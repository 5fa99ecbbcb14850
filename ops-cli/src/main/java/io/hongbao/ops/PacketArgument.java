package io.hongbao.ops;

import io.hongbao.domain.money.ShareStep;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which packet a command is about. */
final class PacketArgument {

  @Parameters(
      paramLabel = "ID",
      description = "The packet, such as gala-2027.3.2.117: show, bucket, batch, place.")
  private String packetId;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  String packetId() {
    try {
      return new ShareStep(packetId, 0, 0).packetId();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
