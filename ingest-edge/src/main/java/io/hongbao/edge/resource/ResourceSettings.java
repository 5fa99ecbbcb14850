package io.hongbao.edge.resource;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an edge serves ahead of the show.
 *
 * @param folder of {@code resources pack}; empty for none
 * @param fetchAfterMillis what phones are told, all alike: 0 to a day
 * @param maxBytesPerSecond that this edge sends; a single phone is never refused
 */
public record ResourceSettings(
    Optional<Path> folder, long fetchAfterMillis, long maxBytesPerSecond) {

  /** No resources. */
  public static final ResourceSettings NONE =
      new ResourceSettings(Optional.empty(), 0, 100_000_000);

  private static final long MAX_FETCH_AFTER_MILLIS = 86_400_000;
  private static final long MIN_BYTES_PER_SECOND = 1_000;
  private static final long MAX_BYTES_PER_SECOND = 2_000_000_000;

  public ResourceSettings {
    if (fetchAfterMillis < 0 || fetchAfterMillis > MAX_FETCH_AFTER_MILLIS) {
      throw new IllegalArgumentException("expected 0 to " + MAX_FETCH_AFTER_MILLIS);
    }
    if (maxBytesPerSecond < MIN_BYTES_PER_SECOND || maxBytesPerSecond > MAX_BYTES_PER_SECOND) {
      throw new IllegalArgumentException(
          "expected " + MIN_BYTES_PER_SECOND + " to " + MAX_BYTES_PER_SECOND);
    }
  }

  /** The same of another folder. */
  public ResourceSettings withFolder(Path other) {
    return new ResourceSettings(Optional.of(other), fetchAfterMillis, maxBytesPerSecond);
  }

  /** The same with another wait. */
  public ResourceSettings withFetchAfterMillis(long other) {
    return new ResourceSettings(folder, other, maxBytesPerSecond);
  }

  /** The same with another cap. */
  public ResourceSettings withMaxBytesPerSecond(long other) {
    return new ResourceSettings(folder, fetchAfterMillis, other);
  }
}
