package io.hongbao.ops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What analysts do with rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Checks, tries and publishes fraud rules; see docs/rules.md.",
    subcommands = {
      RulesCheckCommand.class,
      RulesProveCommand.class,
      RulesTestCommand.class,
      RulesBacktestCommand.class,
      RulesPublishCommand.class,
      RulesApproveCommand.class,
      RulesListCommand.class,
      RulesHistoryCommand.class,
      RulesRollbackCommand.class,
      RulesWhyCommand.class,
      RulesLiftCommand.class
    })
final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected " + String.join(", ", spec.subcommands().keySet()));
  }
}
