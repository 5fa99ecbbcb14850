package io.hongbao.show.live;

import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.yaml.DurationFormatter;
import java.util.Optional;

/**
 * How shows are operated.
 *
 * @param partitions of the topic {@code shakes}
 * @param activationLeadMillis how long before it counts a plan is announced; edges need a moment to
 *     hear of it, and the contract says 2 s at least
 * @param maxAckWaitMillis how long edges have to acknowledge; 0 where none can
 * @param approverKey checks who signed an envelope; if it is there, every show needs one
 */
public record ShowSettings(
    int partitions,
    long activationLeadMillis,
    long maxAckWaitMillis,
    Optional<VerifyingKey> approverKey) {

  /** How long edges have to acknowledge what they read from Kafka. */
  public static final long MAX_ACK_WAIT_MILLIS = 10_000;

  /** Shortest lead of the contract. */
  public static final long SHORTEST_LEAD_MILLIS = 2_000;

  public ShowSettings {
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
    if (maxAckWaitMillis < 0) {
      throw new IllegalArgumentException(
          "wait for acknowledgements of " + maxAckWaitMillis + " ms: expected 0 or more");
    }
  }

  /** What a log of so many partitions needs: 2 s of lead. */
  public static ShowSettings forPartitions(int partitions) {
    return new ShowSettings(
        partitions, SHORTEST_LEAD_MILLIS, MAX_ACK_WAIT_MILLIS, Optional.empty());
  }

  /** The same, with a key that checks who signed envelopes, if there is one. */
  public ShowSettings withApproverKey(Optional<VerifyingKey> key) {
    return new ShowSettings(partitions, activationLeadMillis, maxAckWaitMillis, key);
  }
}
