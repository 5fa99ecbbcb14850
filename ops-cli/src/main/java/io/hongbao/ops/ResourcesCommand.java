package io.hongbao.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with the pictures that phones have before the show. */
@Command(
    name = "resources",
    mixinStandardHelpOptions = true,
    description = "Packs pictures and sounds that phones fetch before the show.",
    subcommands = ResourcesPackCommand.class)
final class ResourcesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected pack");
  }
}
