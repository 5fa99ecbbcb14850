package io.hongbao.cache;

import java.time.Duration;

/**
 * How to reach Redis and how long things live there.
 *
 * @param uri such as {@code redis://127.0.0.1:6379}
 * @param closedLifetime how long a CLOSED is told; short, for the bucket may open any moment
 * @param packetsLifetime of a packet since it was won, after which a rebuild leaves it out
 * @param batchLifetime how long the stream of an edge stays that nothing is added to
 * @param maxBatchesForEdge of an edge's stream, about: what an edge that lags may catch up with
 * @param commandTimeout after which a read fails and a write is tried again
 * @param maxUnacknowledged decisions on their way before the writer waits
 */
public record CacheSettings(
    String uri,
    Duration closedLifetime,
    Duration packetsLifetime,
    Duration batchLifetime,
    int maxBatchesForEdge,
    Duration commandTimeout,
    int maxUnacknowledged) {

  public CacheSettings {
    requirePositive("closed lifetime", closedLifetime);
    requirePositive("packets lifetime", packetsLifetime);
    requirePositive("batch lifetime", batchLifetime);
    requirePositive("most batches for an edge", maxBatchesForEdge);
    requirePositive("command timeout", commandTimeout);
    requirePositive("most unacknowledged", maxUnacknowledged);
  }

  /**
   * What a show needs: CLOSED for 2 s, packets for 30 days, and a thousand batches of at most 500
   * decisions for an edge, some seconds' worth under the heaviest load.
   */
  public static CacheSettings of(String uri) {
    return new CacheSettings(
        uri,
        Duration.ofSeconds(2),
        Duration.ofDays(30),
        Duration.ofMinutes(1),
        1_000,
        Duration.ofSeconds(1),
        20_000);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " " + duration + ": expected above 0");
    }
  }

  private static void requirePositive(String name, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + " " + number + ": expected at least 1");
    }
  }
}
