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
    exitCodeListHeading = "%nExit status of every command:%n",
    exitCodeList = {
      ExitStatus.OK + ":It was done, and whatever was checked is right.",
      ExitStatus.CHECK_FAILED + ":It was done, and the result is bad; each command says what.",
      ExitStatus.USAGE + ":The command was not understood.",
      ExitStatus.NOT_DONE
          + ":It could not be done: a server is away, a file cannot be read, a folder is in use.",
      ExitStatus.READER_GONE + ":Nobody reads standard output any more."
    },
    footer = {
      "",
      "Every option can come from the environment: --data from HONGBAO_DATA, and so on.",
      "HONGBAO_DEBUG=true shows the stack trace of an error."
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
