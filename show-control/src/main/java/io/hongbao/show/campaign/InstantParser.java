package io.hongbao.show.campaign;

import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.yaml.DurationFormatter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instants as a campaign file writes them, resolved to epoch milliseconds: a date and time in the
 * show's time zone, one with its own offset, {@code now+10s} for an opening, {@code +5m} for a
 * close.
 */
final class InstantParser {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,3})?)?)"
              + "(Z|[+-][0-9]{2}:[0-9]{2})?");

  private static final String FROM_NOW = "now+";
  private static final String FROM_OPENING = "+";

  private final Optional<ZoneId> known;
  private final ZoneId zone;
  private final Instant now;
  private OptionalLong soonestFromNowMillis = OptionalLong.empty();

  /**
   * Of a show.
   *
   * @param zone empty if what the file names is none
   */
  InstantParser(Optional<ZoneId> zone, Instant now) {
    this.known = zone;
    this.zone = zone.orElse(ZoneOffset.UTC);
    this.now = now;
  }

  boolean isZoneKnown() {
    return known.isPresent();
  }

  /** The shortest {@code now+…} of the openings that were read; empty if there was none. */
  OptionalLong soonestFromNowMillis() {
    return soonestFromNowMillis;
  }

  /** Whether an opening counts from now. */
  static boolean isFromNow(String text) {
    return text.startsWith(FROM_NOW);
  }

  /**
   * An instant that nothing else of the file moves.
   *
   * @throws IllegalArgumentException if the text is none
   */
  long instantMillis(String text) {
    return requireInRange(dateTimeMillis(text, "2027-02-05T12:30:00Z"));
  }

  /**
   * When a wave opens.
   *
   * @param loaded the wave as it is loaded: an opening that counts from now is that one
   * @throws IllegalArgumentException if the text is no opening
   */
  long openingMillis(String text, Optional<WaveSchedule> loaded) {
    if (!isFromNow(text)) {
      return requireInRange(dateTimeMillis(text, "now+10s"));
    }
    long fromNowMillis = DurationFormatter.parseMillis(text.substring(FROM_NOW.length()));
    if (loaded.isPresent()) {
      return loaded.get().opensAtMillis();
    }
    long opensAtMillis = requireInRange(now.toEpochMilli() + fromNowMillis);
    soonestFromNowMillis =
        OptionalLong.of(Math.min(fromNowMillis, soonestFromNowMillis.orElse(Long.MAX_VALUE)));
    return opensAtMillis;
  }

  /**
   * When a wave closes.
   *
   * @param kept the wave as it is loaded, if it keeps its stored opening: a close that counts from
   *     the opening is that one, and must say so, since whoever writes another wants another
   * @throws IllegalArgumentException if the text is no close
   */
  long closeMillis(String text, long opensAtMillis, Optional<WaveSchedule> kept) {
    long millis =
        text.startsWith(FROM_OPENING)
            ? opensAtMillis + DurationFormatter.parseMillis(text.substring(FROM_OPENING.length()))
            : dateTimeMillis(text, "+5m");
    if (kept.isPresent()
        && text.startsWith(FROM_OPENING)
        && millis != kept.get().closesAtMillis()) {
      String length =
          DurationFormatter.format(kept.get().closesAtMillis() - kept.get().opensAtMillis());
      throw new IllegalArgumentException(
          "the wave is loaded and closes "
              + length
              + " after its opening, expected +"
              + length
              + " to keep that, or a time to change it");
    }
    return requireInRange(millis);
  }

  private long dateTimeMillis(String text, String relative) {
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a time such as 2027-02-05T20:30:00, 2027-02-05T20:30:00+08:00 or " + relative);
    }
    try {
      Instant instant =
          matcher.group(2) == null
              ? inZone(LocalDateTime.parse(matcher.group(1)))
              : OffsetDateTime.parse(text).toInstant();
      return instant.toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no such date or time, expected one of the calendar", e);
    }
  }

  /** When clocks are put forward or back, an hour is missing or stands twice. */
  private Instant inZone(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new IllegalArgumentException(
          "clocks in " + zone + " skip this time, expected another or one with an offset");
    }
    if (offsets.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "clocks in %s show this time twice, expected an offset, %s or %s",
              zone,
              offsets.get(0),
              offsets.get(1)));
    }
    return local.toInstant(offsets.get(0));
  }

  private static long requireInRange(long millis) {
    if (millis < 0 || millis > WaveSchedule.LATEST_MILLIS) {
      throw new IllegalArgumentException("expected a time from 1970 to 9999");
    }
    return millis;
  }
}
