package io.hongbao.domain.campaign;

import io.hongbao.domain.Names;

/**
 * A way the broadcast reaches viewers.
 *
 * @param delayMillis how much later than the studio its viewers see the picture, 0 to {@link
 *     #MAX_DELAY_MILLIS}
 */
public record Channel(String id, long delayMillis) {

  /** Longest delay, in milliseconds: 10 minutes. What is later is a recording. */
  public static final long MAX_DELAY_MILLIS = 600_000;

  public Channel {
    Names.requireId("channel", id);
    if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
      throw new IllegalArgumentException(
          "channel " + id + ": delay " + delayMillis + " ms, expected 0 to " + MAX_DELAY_MILLIS);
    }
  }
}
