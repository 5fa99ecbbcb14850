package io.hongbao.jobs.risk;

import io.hongbao.jobs.JobArguments;
import io.hongbao.jobs.JobConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the risk job is told. All of it shows in the dashboard, so nothing of it is secret.
 *
 * @param kafka bootstrap servers
 * @param parallelism of every operator
 * @param lateness how much older than the newest record of other partitions one may be when a
 *     partition that was quiet speaks again; every verdict waits so long
 * @param idleAfter how long a partition that says nothing is waited for
 */
public record RiskJobSettings(
    String kafka, int parallelism, Duration lateness, Duration idleAfter) {

  /** Half of it is what a busy machine was seen to take from one partition to the next. */
  public static final Duration DEFAULT_LATENESS = Duration.ofSeconds(1);

  /** Every edge ticks once a second, partitions in turn, so that some partition always speaks. */
  public static final Duration DEFAULT_IDLE_AFTER = Duration.ofSeconds(1);

  private static final List<String> ARGUMENTS =
      List.of("kafka", "parallelism", "lateness-ms", "idle-after-ms");

  public RiskJobSettings {
    JobConfiguration.requireText("kafka", kafka);
    JobConfiguration.requireParallelism(parallelism);
    if (lateness.isNegative() || lateness.toMinutes() > 1) {
      throw new IllegalArgumentException("lateness " + lateness + ": expected 0 to 1 minute");
    }
    if (idleAfter.toMillis() < 100 || idleAfter.toMinutes() > 1) {
      throw new IllegalArgumentException(
          "idle after " + idleAfter + ": expected 100 ms to 1 minute");
    }
  }

  public static RiskJobSettings of(String kafka, int parallelism) {
    return new RiskJobSettings(kafka, parallelism, DEFAULT_LATENESS, DEFAULT_IDLE_AFTER);
  }

  /**
   * Reads {@code --kafka}, {@code --parallelism}, {@code --lateness-ms} and {@code
   * --idle-after-ms}, or {@code HONGBAO_KAFKA} and so on where one is not given.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public static RiskJobSettings read(String[] arguments, Map<String, String> environment) {
    JobArguments given = JobArguments.read(arguments, environment, ARGUMENTS);
    return new RiskJobSettings(
        given.require("kafka"),
        given.parallelism(),
        given.millis("lateness-ms", DEFAULT_LATENESS),
        given.millis("idle-after-ms", DEFAULT_IDLE_AFTER));
  }
}
