package io.hongbao.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with the advice that phones get. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Checks and publishes what phones are advised to do.",
    subcommands = {PolicyCheckCommand.class, PolicyPublishCommand.class})
final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected check or publish");
  }
}
