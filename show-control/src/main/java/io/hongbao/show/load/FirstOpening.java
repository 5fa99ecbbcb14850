package io.hongbao.show.load;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.yaml.DurationFormatter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Whether a campaign can still be loaded: its first wave must open a while after the load. */
public final class FirstOpening {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss VV", Locale.ROOT);

  private FirstOpening() {}

  /**
   * What a load at some moment would refuse, in one sentence; empty if it would take the campaign.
   *
   * @param leadMillis how long before the first opening a load must begin
   */
  public static Optional<String> problem(Campaign campaign, long nowMillis, long leadMillis) {
    return campaign.waves().stream()
        .min(Comparator.comparingLong(wave -> wave.schedule().opensAtMillis()))
        .filter(wave -> wave.schedule().opensAtMillis() - nowMillis < leadMillis)
        .map(wave -> sentence(campaign, wave, nowMillis, leadMillis));
  }

  private static String sentence(
      Campaign campaign, CampaignWave wave, long nowMillis, long leadMillis) {
    long opensAtMillis = wave.schedule().opensAtMillis();
    ZoneId zone = ZoneId.of(campaign.timeZone());
    return String.format(
        Locale.ROOT,
        "its first wave, %s, %s at %s, and now it is %s: a load must begin %s or more before, move"
            + " the wave",
        wave.id(),
        opensAtMillis > nowMillis ? "opens" : "opened",
        TIME.format(Instant.ofEpochMilli(opensAtMillis).atZone(zone)),
        TIME.format(Instant.ofEpochMilli(nowMillis).atZone(zone)),
        DurationFormatter.format(leadMillis));
  }
}
