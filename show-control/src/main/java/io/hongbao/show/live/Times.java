package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;

/** Instants as operators read them: in the show's time zone, to the millisecond. */
public final class Times {

  private Times() {}

  /** An instant in epoch milliseconds. */
  public static String of(Campaign campaign, long atMillis) {
    return campaign.timeText(atMillis);
  }
}
