package io.hongbao.docs;

import io.hongbao.rehearsal.cli.Hongbao;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * Every command line that a page shows within fences is one that {@code ./hongbao} takes: a known
 * command with known options, all that it requires, and values of the right types.
 */
final class CommandCheck {

  private static final String COMMAND = "./hongbao";

  /** Sample campaigns are named by their place in the project. */
  private static final String CAMPAIGNS = "campaigns/";

  /** The launcher hands its options to Maven. */
  private static final String TEST = "test";

  private CommandCheck() {}

  /** What is wrong with a page, each as {@code line: what}. */
  static List<String> problems(MarkdownPage page, Path root) {
    List<String> problems = new ArrayList<>();
    for (MarkdownPage.Line line : page.fenced()) {
      for (List<String> arguments : commands(line.text())) {
        problem(arguments, root)
            .ifPresent(
                what ->
                    problems.add(
                        line.number()
                            + ": "
                            + COMMAND
                            + " "
                            + String.join(" ", arguments)
                            + ": "
                            + what));
      }
    }
    return problems;
  }

  /** The arguments of each command in a line of shell, or in a line that a command prints. */
  static List<List<String>> commands(String line) {
    List<List<String>> commands = new ArrayList<>();
    for (int at = line.indexOf(COMMAND); at >= 0; at = line.indexOf(COMMAND, at + 1)) {
      String rest = line.substring(at + COMMAND.length());
      if (rest.isEmpty() || rest.startsWith(" ")) {
        commands.add(arguments(rest));
      }
    }
    return commands;
  }

  /** Up to the end of the command, by the rules of a shell as far as pages need them. */
  private static List<String> arguments(String rest) {
    List<String> arguments = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < rest.length(); i++) {
      char letter = rest.charAt(i);
      if (quote != 0) {
        if (letter == quote) {
          quote = 0;
        } else {
          word.append(letter);
        }
      } else if (letter == '\'' || letter == '"') {
        quote = letter;
        inWord = true;
      } else if (letter == ' ') {
        if (inWord) {
          arguments.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else if ("|;&)>`".indexOf(letter) >= 0 || (letter == '#' && !inWord)) {
        break;
      } else {
        word.append(letter);
        inWord = true;
      }
    }
    if (inWord) {
      arguments.add(word.toString());
    }
    return arguments;
  }

  private static Optional<String> problem(List<String> arguments, Path root) {
    if (!arguments.isEmpty() && arguments.get(0).equals(TEST)) {
      return Optional.empty();
    }
    for (String argument : arguments) {
      if (argument.startsWith(CAMPAIGNS) && !Files.exists(root.resolve(argument))) {
        return Optional.of(argument + " does not exist");
      }
    }
    try {
      Hongbao.commandLine().parseArgs(arguments.toArray(String[]::new));
      return arguments.isEmpty() ? Optional.of("a command is missing") : Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }
}
