package io.hongbao.resources;

import io.hongbao.domain.draw.UserHash;

/**
 * When a phone fetches its packages: all hear the same wait, and each adds its own share of the
 * prefetch window, so that phones spread over it evenly and a phone keeps its place.
 */
public final class PrefetchSlot {

  private PrefetchSlot() {}

  /**
   * From the moment at which a phone read the manifest until it begins to fetch, in milliseconds.
   *
   * @param fetchAfterMillis of the manifest, 0 or more
   * @param windowMillis over which phones spread, 1 or more
   */
  public static long afterMillis(long fetchAfterMillis, long windowMillis, String user) {
    if (fetchAfterMillis < 0 || windowMillis < 1) {
      throw new IllegalArgumentException(
          "fetch after "
              + fetchAfterMillis
              + " ms within "
              + windowMillis
              + " ms: expected 0 or more, and 1 or more");
    }
    return fetchAfterMillis + Math.floorMod(UserHash.of(user), windowMillis);
  }
}
