package io.hongbao.show.load;

import io.hongbao.yaml.DurationFormatter;

/**
 * How campaigns are loaded.
 *
 * @param partitions of the topic {@code shakes}
 * @param activationLeadMillis how long before it counts a plan is announced; edges need a moment to
 *     hear of it, and the contract says 2 s at least
 */
public record LoadSettings(int partitions, long activationLeadMillis) {

  /** Shortest lead of the contract. */
  public static final long SHORTEST_LEAD_MILLIS = 2_000;

  public LoadSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    if (activationLeadMillis < SHORTEST_LEAD_MILLIS) {
      throw new IllegalArgumentException(
          "activation lead "
              + DurationFormatter.format(activationLeadMillis)
              + ": expected at least "
              + DurationFormatter.format(SHORTEST_LEAD_MILLIS));
    }
  }

  /** What a log of so many partitions needs: 2 s of lead. */
  public static LoadSettings forPartitions(int partitions) {
    return new LoadSettings(partitions, SHORTEST_LEAD_MILLIS);
  }
}
