package io.hongbao.rules.backtest;

import io.hongbao.yaml.DurationFormatter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A part of the log by its own clock.
 *
 * @param fromMillis epoch milliseconds
 * @param toMillis the first that does not belong to it
 */
public record TimeSpan(long fromMillis, long toMillis) {

  public static final TimeSpan ALL = new TimeSpan(0, Long.MAX_VALUE);

  private static final String NOW = "now";

  public TimeSpan {
    if (fromMillis < 0 || toMillis <= fromMillis) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "from %s to %s: expected a time and a later one",
              instant(fromMillis),
              instant(toMillis)));
    }
  }

  public boolean contains(long atMillis) {
    return atMillis >= fromMillis && atMillis < toMillis;
  }

  /**
   * An instant as people write it: {@code now-10m}, {@code 2027-02-05T20:30:00} in a zone, one with
   * its own offset, or epoch milliseconds.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parseMillis(String text, long nowMillis, ZoneId zone) {
    if (text.equals(NOW)) {
      return nowMillis;
    }
    if (text.startsWith(NOW + '-')) {
      return nowMillis - DurationFormatter.parseMillis(text.substring(NOW.length() + 1));
    }
    if (text.matches("[0-9]{1,15}")) {
      return Long.parseLong(text);
    }
    try {
      boolean hasOffset = text.matches(".*T.*(Z|[+-][0-9]{2}:[0-9]{2})");
      Instant instant =
          hasOffset
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant();
      return instant.toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s': expected a time such as 2027-02-05T20:30:00, 2027-02-05T20:30:00+08:00 or now-10m",
              text),
          e);
    }
  }

  private static String instant(long millis) {
    return millis == Long.MAX_VALUE ? "the end" : Instant.ofEpochMilli(millis).toString();
  }
}
