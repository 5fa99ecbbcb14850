package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.cli.StandardOut.ReaderGoneException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one command for people; each of its commands is a class of its own here. */
@Command(
    name = "hongbao",
    versionProvider = Hongbao.Version.class,
    mixinStandardHelpOptions = true,
    description = "Red packets for a whole country, drawn live from one ordered log.",
    subcommands = {
      UpCommand.class,
      TestCommand.class,
      TicketCommand.class,
      CampaignCommand.class,
      RulesCommand.class,
      AudienceCommand.class,
      AuditCommand.class,
      ExportCommand.class,
      TortureCommand.class,
      BenchCommand.class,
      CacheCommand.class,
      TraceCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Every option can come from the environment: --data from HONGBAO_DATA, and so on.",
      "HONGBAO_DEBUG=true shows the stack trace of an error.",
      "Exit status: 0 done, 1 the check failed, 2 wrong use."
    })
public final class Hongbao implements Runnable {

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    // Kafka names the files of its log with the digits of the default locale: a folder that was
    // written under one would be empty under another.
    Locale.setDefault(Locale.ROOT);
    StandardOut.install();
    int status = execute(arguments);
    // Kafka's and Flink's threads must not keep a finished command from ending.
    System.exit(status);
  }

  private static int execute(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (ReaderGoneException e) {
      return StandardOut.READER_GONE_STATUS;
    }
  }

  /** All commands, as they behave for people. */
  public static CommandLine commandLine() {
    return PlainErrors.install(new CommandLine(new Hongbao()))
        .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
        // A file or folder may be named @data.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(30);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Taken from the jar that the build makes. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Hongbao.class.getPackage().getImplementationVersion();
      return new String[] {"hongbao " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
