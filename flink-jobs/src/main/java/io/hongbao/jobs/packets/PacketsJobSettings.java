package io.hongbao.jobs.packets;

import io.hongbao.jobs.JobArguments;
import io.hongbao.jobs.JobConfiguration;
import java.util.List;
import java.util.Map;

/**
 * The settings of the packets job. All show in the dashboard, so none is secret.
 *
 * @param kafka bootstrap servers
 * @param redisUri such as {@code redis://127.0.0.1:6379}; {@code 127.0.0.1:6379} will do
 * @param partitions of {@code packets}, fixed for a show
 * @param parallelism of every operator; more than the partitions of {@code packets} is no use
 */
public record PacketsJobSettings(String kafka, String redisUri, int partitions, int parallelism) {

  private static final List<String> ARGUMENTS =
      List.of("kafka", "redis", "partitions", "parallelism");

  public PacketsJobSettings {
    JobConfiguration.requireText("kafka", kafka);
    JobConfiguration.requireText("redis", redisUri);
    if (!redisUri.contains("://")) {
      redisUri = "redis://" + redisUri;
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    JobConfiguration.requireParallelism(parallelism);
  }

  /**
   * Reads {@code --kafka}, {@code --redis}, {@code --partitions} and {@code --parallelism}, or
   * {@code HONGBAO_KAFKA} and so on where one is not given.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public static PacketsJobSettings read(String[] arguments, Map<String, String> environment) {
    JobArguments given = JobArguments.read(arguments, environment, ARGUMENTS);
    return new PacketsJobSettings(
        given.require("kafka"),
        given.require("redis"),
        Integer.parseInt(given.require("partitions")),
        given.parallelism());
  }
}
