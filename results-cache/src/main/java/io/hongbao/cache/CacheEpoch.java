package io.hongbao.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says whether the packet lists in Redis are complete, as long as each page has the mark of this
 * very rebuild. The key is gone with everything else when Redis comes back empty. It also names the
 * run of the server that it was written in, since a server that comes back from a file may lack its
 * last second: every run starts incomplete.
 *
 * @param complete false while a rebuild is under way
 * @param runId of the Redis server: 40 hex digits, new at each start
 * @param token of the rebuild, so that one never finishes what another began
 */
record CacheEpoch(boolean complete, String runId, String token) {

  private static final String COMPLETE = "complete";
  private static final String BUILDING = "building";

  static CacheEpoch building(String runId, String token) {
    return new CacheEpoch(false, runId, token);
  }

  CacheEpoch completed() {
    return new CacheEpoch(true, runId, token);
  }

  boolean isCompleteIn(String currentRunId) {
    return complete && runId.equals(currentRunId);
  }

  boolean isBuildingIn(String currentRunId) {
    return !complete && runId.equals(currentRunId);
  }

  /** Whether a value, which may be null, is this epoch's token. */
  boolean isNamedBy(byte[] value) {
    return value != null && Arrays.equals(value, tokenBytes());
  }

  byte[] tokenBytes() {
    return token.getBytes(StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    return String.join(":", complete ? COMPLETE : BUILDING, runId, token)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the key's value; empty if there is none, or none that we wrote. */
  static Optional<CacheEpoch> read(byte[] value) {
    if (value == null) {
      return Optional.empty();
    }
    String[] parts = new String(value, StandardCharsets.UTF_8).split(":", -1);
    if (parts.length != 3 || !(parts[0].equals(COMPLETE) || parts[0].equals(BUILDING))) {
      return Optional.empty();
    }
    return Optional.of(new CacheEpoch(parts[0].equals(COMPLETE), parts[1], parts[2]));
  }
}
