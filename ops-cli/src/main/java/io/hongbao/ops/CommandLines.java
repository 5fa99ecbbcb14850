package io.hongbao.ops;

import io.hongbao.ops.StandardOut.ReaderGoneException;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** How every command of this project behaves, and the commands of operators and analysts. */
public final class CommandLines {

  private CommandLines() {}

  /** A root command with its own commands, then those of operators and analysts, then help. */
  public static CommandLine of(Runnable root) {
    CommandLine commands =
        CommandErrorHandler.install(
                new CommandLine(root)
                    .addSubcommand(new TopicsCommand())
                    .addSubcommand(new TicketCommand())
                    .addSubcommand(new CampaignCommand())
                    .addSubcommand(new ShowCommand())
                    .addSubcommand(new RulesCommand())
                    .addSubcommand(new AuditCommand())
                    .addSubcommand(new PacketsCommand())
                    .addSubcommand(new ReconcileCommand())
                    .addSubcommand(new ResourcesCommand())
                    .addSubcommand(new PolicyCommand())
                    .addSubcommand(new ExportCommand())
                    .addSubcommand(new TraceCommand())
                    .addSubcommand(new CacheCommand())
                    .addSubcommand(new HelpCommand()))
            .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
            // A file or folder may be named @data.
            .setExpandAtFiles(false)
            .setUsageHelpAutoWidth(true)
            .setUsageHelpLongOptionsMaxWidth(30);
    // The -3s of `show cue WAVE -3s` is no option.
    Map<String, CommandLine> show = commands.getSubcommands().get("show").getSubcommands();
    show.get("cue").setUnmatchedOptionsArePositionalParams(true);
    show.get("export").setUnmatchedOptionsArePositionalParams(true);
    return commands;
  }

  /** Does what the arguments say and ends the process with the status of that. */
  public static void runAndExit(Runnable root, String[] arguments) {
    // Kafka names the files of its log with the digits of the default locale: a folder that was
    // written under one would be empty under another.
    Locale.setDefault(Locale.ROOT);
    StandardOut.install();
    // Threads of Kafka and Flink must not keep a finished command from ending.
    System.exit(run(root, arguments));
  }

  private static int run(Runnable root, String[] arguments) {
    CommandLine commands = of(root);
    try {
      return commands.execute(arguments);
    } catch (ReaderGoneException e) {
      return ExitStatus.READER_GONE;
    } catch (Error e) {
      // Java would end with status 1, which means a bad result.
      return CommandErrorHandler.report(e, commands.getErr());
    }
  }
}
