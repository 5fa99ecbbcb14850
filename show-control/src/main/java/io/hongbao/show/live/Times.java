package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as operators read them: in the show's time zone, to the millisecond. */
public final class Times {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS VV", Locale.ROOT);

  private Times() {}

  /** An instant in epoch milliseconds. */
  public static String of(Campaign campaign, long atMillis) {
    return TIME.format(Instant.ofEpochMilli(atMillis).atZone(ZoneId.of(campaign.timeZone())));
  }
}
