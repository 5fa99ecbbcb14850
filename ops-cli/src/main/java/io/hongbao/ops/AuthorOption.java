package io.hongbao.ops;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who gives a command, as it is kept in the log. */
final class AuthorOption {

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Author of the change; the OS user if not given.")
  private String author;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The name.
   *
   * @param maxLength in characters
   */
  String author(int maxLength) {
    String name = author != null ? author : System.getProperty("user.name");
    if (name.isBlank() || name.length() > maxLength) {
      throw new ParameterException(
          command.commandLine(),
          "--author '" + name + "': expected a name of 1 to " + maxLength + " characters");
    }
    return name;
  }
}
