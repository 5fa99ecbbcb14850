package io.hongbao.rehearsal.cli;

import io.hongbao.ops.CommandLines;
import io.hongbao.ops.RootCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The one command for people: what operators install, and what tries the system out. */
@Command(
    subcommands = {
      UpCommand.class,
      TestCommand.class,
      AudienceCommand.class,
      TortureCommand.class,
      RundownCommand.class,
      BenchCommand.class
    })
public final class Hongbao extends RootCommand {

  public static void main(String[] arguments) {
    CommandLines.runAndExit(new Hongbao(), arguments);
  }

  /** All commands, as they behave for people. */
  public static CommandLine commandLine() {
    return CommandLines.of(new Hongbao());
  }
}
