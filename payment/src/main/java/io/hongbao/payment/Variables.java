package io.hongbao.payment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings from environment variables and collects all that is wrong. For one thread. */
public final class Variables {

  private static final String KEYS = "HONGBAO_KEYS";

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  public Variables(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The value of a variable; empty if it is not set, or wrong. */
  public <T> Optional<T> value(String name, Function<String, T> parse) {
    String text = variables.get(name);
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.strip()));
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The value of a variable, or of a file in the folder that {@code HONGBAO_KEYS} names; empty if
   * neither is there, or it is wrong.
   */
  public <T> Optional<T> secret(String name, String file, Function<String, T> parse) {
    String folder = variables.get(KEYS);
    if (!variables.getOrDefault(name, "").isBlank() || folder == null || folder.isBlank()) {
      return value(name, parse);
    }
    Path path = Path.of(folder, file);
    try {
      return Files.exists(path)
          ? Optional.of(parse.apply(Files.readString(path).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The text of a variable; the default if it is not set. */
  public String text(String name, String otherwise) {
    return value(name, Function.identity()).orElse(otherwise);
  }

  /** A whole number within bounds; the default if it is not set, or wrong. */
  public int number(String name, int otherwise, int min, int max) {
    return value(name, text -> parse(text, min, max)).orElse(otherwise);
  }

  public void addProblem(String problem) {
    problems.add(problem);
  }

  /**
   * To be called when all is read.
   *
   * @throws IllegalArgumentException listing everything that is missing or wrong
   */
  public void requireNoProblem() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** Whether only this machine reaches an address. */
  public static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static int parse(String text, int min, int max) {
    String expected = text + ", expected a number from " + min + " to " + max;
    try {
      int number = Integer.parseInt(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException(expected);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }
}
