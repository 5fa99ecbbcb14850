package io.hongbao.edge.packets;

import io.hongbao.domain.draw.UserHash;
import java.util.OptionalLong;

/**
 * When phones look at their packets once a wave has closed: each at a moment of its own within a
 * window, by the hash of its user, so that the whole audience does not ask at once. Every edge with
 * the same window says the same.
 *
 * @param windowSeconds 0 to {@link #MAX_SECONDS}; with 0 phones are told nothing
 */
public record PacketsSpread(int windowSeconds) {

  /** An hour: whoever waits for longer has gone. */
  public static final int MAX_SECONDS = 3_600;

  /** A minute. */
  public static final PacketsSpread DEFAULT = new PacketsSpread(60);

  public PacketsSpread {
    if (windowSeconds < 0 || windowSeconds > MAX_SECONDS) {
      throw new IllegalArgumentException("expected 0 to " + MAX_SECONDS);
    }
  }

  /**
   * What the answer to a shake says: how long until its user looks, counted from the wave's close,
   * or from now if that is later.
   *
   * @param closesAtMillis of the shake's wave
   * @param nextShakeAfterMillis until the user's next turn of whichever wave; empty if none follows
   * @return empty while a turn of the wave follows
   */
  public OptionalLong afterAnswer(
      long closesAtMillis, OptionalLong nextShakeAfterMillis, long userHash, long nowMillis) {
    boolean isLast =
        nextShakeAfterMillis.isEmpty()
            || nowMillis + nextShakeAfterMillis.getAsLong() >= closesAtMillis;
    return isLast && windowSeconds > 0
        ? OptionalLong.of(Math.max(0, closesAtMillis - nowMillis) + momentMillis(userHash))
        : OptionalLong.empty();
  }

  /**
   * What CLOSED says while no wave is open: as above while the window lasts, nothing after it.
   *
   * @param closedAtMillis when the last wave closed; empty if none has
   */
  public OptionalLong whileClosed(OptionalLong closedAtMillis, long userHash, long nowMillis) {
    return closedAtMillis.isPresent() && nowMillis < closedAtMillis.getAsLong() + windowMillis()
        ? OptionalLong.of(momentMillis(userHash))
        : OptionalLong.empty();
  }

  private int momentMillis(long userHash) {
    return UserHash.phaseMillis(userHash, windowMillis());
  }

  private int windowMillis() {
    return windowSeconds * 1_000;
  }
}
