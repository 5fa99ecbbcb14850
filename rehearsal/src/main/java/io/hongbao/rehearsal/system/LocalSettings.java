package io.hongbao.rehearsal.system;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} is asked for.
 *
 * @param campaign the file to load, or to go on with; without one the show that is on goes on, or
 *     the sample is loaded
 * @param sampleCampaign what is loaded when no show is on
 * @param edges how many
 * @param taskManagers Flink task managers
 */
public record LocalSettings(
    DataDirectory data,
    LocalPorts ports,
    Optional<Path> campaign,
    Path sampleCampaign,
    int edges,
    int taskManagers) {

  /**
   * Of {@code shakes}; fixed for the life of a data folder. More than a machine like this needs.
   */
  public static final int PARTITIONS = 8;

  /** All of them share this machine; more would only add threads. */
  private static final int TASK_MANAGERS_MAX = 16;

  private static final int EDGES_MAX = 16;

  public LocalSettings {
    requireIn("--taskmanagers", taskManagers, TASK_MANAGERS_MAX);
    requireIn("--edges", edges, EDGES_MAX);
  }

  private static void requireIn(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(option + " is " + value + ", expected 1 to " + most);
    }
  }
}
