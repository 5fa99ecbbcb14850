package io.hongbao.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with the cache of answers. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "Looks after the cache of answers.",
    subcommands = CacheRebuildCommand.class)
final class CacheCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected rebuild");
  }
}
