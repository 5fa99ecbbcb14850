package io.hongbao.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.cli.Hongbao;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A command or an option that a message advises is one that {@code ./hongbao} has. */
class AdviceTest {

  private static final Path ROOT = Path.of("..", "..");

  /** Its words up to a sign, with what is filled in as {@code %s}. */
  private static final Pattern COMMAND =
      Pattern.compile("\\./hongbao((?: (?:[a-z]+|--[a-z-]+|%[sd]))*)");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]+");
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  @Test
  void shouldNameCommandsThatExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (String literal : literals()) {
      Matcher command = COMMAND.matcher(literal);
      while (command.find()) {
        seen++;
        if (!exists(command.group(1).strip().split(" "))) {
          wrong.add(literal);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(5);
  }

  @Test
  void shouldNameOptionsThatExist() throws IOException {
    List<String> options = allOptions(Hongbao.commandLine());
    List<String> wrong = new ArrayList<>();
    for (String literal : literals()) {
      OPTION
          .matcher(literal)
          .results()
          .filter(option -> literal.contains("name") || literal.contains("choose"))
          .filter(option -> !options.contains(option.group()))
          .forEach(option -> wrong.add(option.group() + " in " + literal));
    }

    assertThat(wrong).isEmpty();
    assertThat(options).contains("--mend-topics", "--data");
  }

  /** Whether the words lead to a command, and the options behind them are its own. */
  private static boolean exists(String[] words) {
    CommandLine command = Hongbao.commandLine();
    for (String word : words) {
      if (word.startsWith("--")) {
        if (command.getCommandSpec().findOption(word) == null) {
          return false;
        }
      } else if (command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
      } else if (!word.isEmpty() && command.getParent() == null) {
        return false;
      }
    }
    return true;
  }

  private static List<String> allOptions(CommandLine command) {
    List<String> options = new ArrayList<>();
    command.getCommandSpec().options().forEach(it -> options.addAll(List.of(it.names())));
    command.getSubcommands().values().forEach(it -> options.addAll(allOptions(it)));
    return options;
  }

  /** Every text of our programs. */
  private static List<String> literals() throws IOException {
    List<String> literals = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(AdviceTest::isOurs).toList()) {
        LITERAL.matcher(Files.readString(file)).results().forEach(it -> literals.add(it.group()));
      }
    }
    return literals;
  }

  private static boolean isOurs(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }
}
