package io.hongbao.ops;

import io.hongbao.rules.ruleset.RuleSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who changes the rules, and why. */
final class AuthorOptions {

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Author of the change; the OS user if not given.")
  private String author;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Reason for the change, kept with the version.")
  private String note;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  String author() {
    String name = author != null ? author : System.getProperty("user.name");
    if (name.isBlank() || name.length() > RuleSet.LONGEST_NAME) {
      throw new ParameterException(
          command.commandLine(),
          "--author '"
              + name
              + "': expected a name of 1 to "
              + RuleSet.LONGEST_NAME
              + " characters");
    }
    return name;
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
