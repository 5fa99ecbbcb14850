package io.hongbao.ops;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code hongbao} says of itself, with whatever commands. */
@Command(
    name = "hongbao",
    versionProvider = RootCommand.Version.class,
    mixinStandardHelpOptions = true,
    description = "Red packets for a whole country, drawn live from one ordered log.",
    footer = {
      "",
      "Every option can come from the environment: --data from HONGBAO_DATA, and so on.",
      "HONGBAO_DEBUG=true shows the stack trace of an error.",
      "Exit status: 0 done, 1 the check failed, 2 wrong use."
    })
public abstract class RootCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Taken from the jar that the build makes. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"hongbao " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
