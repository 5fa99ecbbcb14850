package io.hongbao.rehearsal.rundown;

import io.hongbao.yaml.DurationFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a campaign file for a show that is played faster or slower: the times of {@code
 * opens}, {@code closes} and {@code at} that are relative are scaled. All else stays: turns, delays
 * of channels, times of a clock, packets and odds.
 */
final class ScaledCampaign {

  private static final Pattern RELATIVE =
      Pattern.compile("\\b((?:opens|closes|at): *[\"']?(?:now)?\\+?)([0-9]{1,9}(?:ms|s|m|h))\\b");

  private ScaledCampaign() {}

  static String text(String campaign, double scale) {
    return RELATIVE
        .matcher(campaign)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + DurationFormatter.format(
                            scaled(DurationFormatter.parseMillis(found.group(2)), scale))));
  }

  /** A time of the show, as it is played. */
  static long scaled(long millis, double scale) {
    return Math.round(millis * scale);
  }
}
