package io.hongbao.ops;

import io.hongbao.rules.ruleset.RuleSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who changes the rules, and why. */
final class AuthorOptions {

  @Mixin private AuthorOption author;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Reason for the change, kept with the version.")
  private String note;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  String author() {
    return author.author(RuleSet.LONGEST_NAME);
  }

  String note() {
    if (note.length() > RuleSet.LONGEST_NOTE) {
      throw new ParameterException(
          command.commandLine(),
          "--note has " + note.length() + " characters: expected at most " + RuleSet.LONGEST_NOTE);
    }
    return note;
  }
}
