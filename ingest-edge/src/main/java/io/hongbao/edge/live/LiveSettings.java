package io.hongbao.edge.live;

/**
 * How long connections are kept.
 *
 * @param maxConnections open at once; whoever comes beyond that is sent away with 1013
 * @param firstFrameTimeoutMillis for the ticket; then the connection is closed with 1008
 * @param pingEverySeconds how often a silent connection is asked whether it is still there; one
 *     that gives no sign of life for two more of these is dropped
 * @param returnWindowSeconds phones that are sent away are told to come back spread over this time
 * @param acceptsPerSecond that an edge takes when it has just started; later more
 * @param maxFrameBytes of a message from a phone, its fragments together
 * @param maxQueuedBytes that wait for a phone to read them; beyond that it is dropped
 * @param maxUnheardUsers whose last answers may have been lost with a connection and are kept for
 *     their next one
 */
public record LiveSettings(
    int maxConnections,
    int firstFrameTimeoutMillis,
    int pingEverySeconds,
    int returnWindowSeconds,
    int acceptsPerSecond,
    int maxFrameBytes,
    int maxQueuedBytes,
    int maxUnheardUsers) {

  /** For an edge with the default bounds: some connections are left for HTTP. */
  public static final LiveSettings DEFAULT =
      new LiveSettings(14_000, 5_000, 30, 10, 1_000, 1_024, 64 * 1_024, 20_000);

  public LiveSettings {
    requireInRange("most live connections", maxConnections, 0, 10_000_000);
    requireInRange("first frame time-out of", firstFrameTimeoutMillis, 100, 60_000);
    requireInRange("ping every", pingEverySeconds, 1, 3_600);
    requireInRange("return window of", returnWindowSeconds, 1, 600);
    requireInRange("accepts per second", acceptsPerSecond, 1, 1_000_000);
    requireInRange("most bytes of a frame", maxFrameBytes, 125, 65_535);
    requireInRange("most queued bytes", maxQueuedBytes, 1_024, 16 * 1_024 * 1_024);
    requireInRange("most users with unheard answers", maxUnheardUsers, 1, 10_000_000);
  }

  private static void requireInRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + ": expected " + least + " to " + most);
    }
  }

  /** The same with another bound of connections; 0 takes none. */
  public LiveSettings withMaxConnections(int other) {
    return new LiveSettings(
        other,
        firstFrameTimeoutMillis,
        pingEverySeconds,
        returnWindowSeconds,
        acceptsPerSecond,
        maxFrameBytes,
        maxQueuedBytes,
        maxUnheardUsers);
  }

  /** The same with another time for the ticket. */
  public LiveSettings withFirstFrameTimeoutMillis(int other) {
    return new LiveSettings(
        maxConnections,
        other,
        pingEverySeconds,
        returnWindowSeconds,
        acceptsPerSecond,
        maxFrameBytes,
        maxQueuedBytes,
        maxUnheardUsers);
  }

  /** The same with another pace of pings. */
  public LiveSettings withPingEverySeconds(int other) {
    return new LiveSettings(
        maxConnections,
        firstFrameTimeoutMillis,
        other,
        returnWindowSeconds,
        acceptsPerSecond,
        maxFrameBytes,
        maxQueuedBytes,
        maxUnheardUsers);
  }

  /** The same with another window in which phones come back. */
  public LiveSettings withReturnWindowSeconds(int other) {
    return new LiveSettings(
        maxConnections,
        firstFrameTimeoutMillis,
        pingEverySeconds,
        other,
        acceptsPerSecond,
        maxFrameBytes,
        maxQueuedBytes,
        maxUnheardUsers);
  }

  /** The same with another first rate of connections. */
  public LiveSettings withAcceptsPerSecond(int other) {
    return new LiveSettings(
        maxConnections,
        firstFrameTimeoutMillis,
        pingEverySeconds,
        returnWindowSeconds,
        other,
        maxFrameBytes,
        maxQueuedBytes,
        maxUnheardUsers);
  }

  /** The same with another bound of what waits for a slow reader. */
  public LiveSettings withMaxQueuedBytes(int other) {
    return new LiveSettings(
        maxConnections,
        firstFrameTimeoutMillis,
        pingEverySeconds,
        returnWindowSeconds,
        acceptsPerSecond,
        maxFrameBytes,
        other,
        maxUnheardUsers);
  }
}
