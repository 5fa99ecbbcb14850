package io.hongbao.show.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** An instant as operators write it: as the opening of a wave in a campaign file. */
public final class InstantText {

  private InstantText() {}

  /**
   * Reads an instant: {@code now+10s}, a date and time of a zone, or one with its own offset.
   *
   * @return epoch milliseconds
   * @throws IllegalArgumentException saying what is expected
   */
  public static long parseMillis(String text, ZoneId zone, Instant now) {
    return new InstantParser(Optional.of(zone), now).openingMillis(text, Optional.empty());
  }
}
