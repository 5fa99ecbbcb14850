package io.hongbao.jobs.draw;

import io.hongbao.jobs.JobArguments;
import io.hongbao.jobs.JobConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the draw job is told. All of it shows in the dashboard, so nothing of it is secret.
 *
 * @param kafka bootstrap servers
 * @param redisUri such as {@code redis://127.0.0.1:6379}; {@code 127.0.0.1:6379} will do
 * @param keysDirectory where the task managers find {@code verifying.key} and {@code sealing.key}
 * @param partitions of {@code shakes}, fixed for a show
 * @param parallelism of every operator; more than the partitions of {@code shakes} is no use
 * @param bufferTimeout how long records may gather before they go to the next operator; it is part
 *     of every answer's delay
 */
public record DrawJobSettings(
    String kafka,
    String redisUri,
    String keysDirectory,
    int partitions,
    int parallelism,
    Duration bufferTimeout) {

  /**
   * Flink's own 100 ms would be most of an answer's delay; below 2 ms costs much and gains none.
   */
  public static final Duration DEFAULT_BUFFER_TIMEOUT = Duration.ofMillis(3);

  private static final List<String> ARGUMENTS =
      List.of("kafka", "redis", "keys", "partitions", "parallelism", "buffer-timeout-ms");

  public DrawJobSettings {
    JobConfiguration.requireText("kafka", kafka);
    JobConfiguration.requireText("redis", redisUri);
    JobConfiguration.requireText("keys", keysDirectory);
    if (!redisUri.contains("://")) {
      redisUri = "redis://" + redisUri;
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    JobConfiguration.requireParallelism(parallelism);
    if (bufferTimeout.isNegative() || bufferTimeout.toMillis() > 1_000) {
      throw new IllegalArgumentException(
          "buffer timeout " + bufferTimeout + ": expected 0 to 1000 ms");
    }
  }

  public static DrawJobSettings of(
      String kafka, String redisUri, String keysDirectory, int partitions, int parallelism) {
    return new DrawJobSettings(
        kafka, redisUri, keysDirectory, partitions, parallelism, DEFAULT_BUFFER_TIMEOUT);
  }

  /**
   * Reads {@code --kafka}, {@code --redis}, {@code --keys}, {@code --partitions}, {@code
   * --parallelism} and {@code --buffer-timeout-ms}, or {@code HONGBAO_KAFKA} and so on where one is
   * not given.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public static DrawJobSettings read(String[] arguments, Map<String, String> environment) {
    JobArguments given = JobArguments.read(arguments, environment, ARGUMENTS);
    return new DrawJobSettings(
        given.require("kafka"),
        given.require("redis"),
        given.require("keys"),
        Integer.parseInt(given.require("partitions")),
        given.parallelism(),
        given.millis("buffer-timeout-ms", DEFAULT_BUFFER_TIMEOUT));
  }
}
