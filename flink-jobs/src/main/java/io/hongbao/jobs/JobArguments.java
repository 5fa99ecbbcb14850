package io.hongbao.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a job: {@code --name value}. Where one is not given, the environment variable
 * {@code HONGBAO_NAME} stands for it.
 */
public final class JobArguments {

  private final Map<String, String> given;
  private final Map<String, String> environment;

  private JobArguments(Map<String, String> given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  /**
   * Reads arguments.
   *
   * @param known the names that the job understands
   * @throws IllegalArgumentException at a name it does not, or one without a value
   */
  public static JobArguments read(
      String[] arguments, Map<String, String> environment, List<String> known) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "argument " + arguments[i] + ": expected one of --" + String.join(", --", known));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("argument " + arguments[i] + ": expected a value");
      }
      given.put(name, arguments[i + 1]);
    }
    return new JobArguments(given, environment);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(given.get(name))
        .or(() -> Optional.ofNullable(environment.get(variable(name))))
        .filter(value -> !value.isBlank());
  }

  /**
   * The value of an argument.
   *
   * @throws IllegalArgumentException if neither argument nor variable is there
   */
  public String require(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("expected --" + name + " or " + variable(name)));
  }

  /** Of every operator; {@link JobConfiguration#DEFAULT_PARALLELISM} if it is not given. */
  public int parallelism() {
    return find("parallelism").map(Integer::parseInt).orElse(JobConfiguration.DEFAULT_PARALLELISM);
  }

  /** A duration in milliseconds. */
  public Duration millis(String name, Duration otherwise) {
    return find(name).map(text -> Duration.ofMillis(Long.parseLong(text))).orElse(otherwise);
  }

  private static String variable(String name) {
    return "HONGBAO_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
