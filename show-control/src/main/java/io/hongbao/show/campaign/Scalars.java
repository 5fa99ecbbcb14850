package io.hongbao.show.campaign;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Odds;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of single values in a campaign file. */
final class Scalars {

  /** What stands for the moment of loading in a show's name. */
  static final String NOW = "{now}";

  private static final DateTimeFormatter NOW_FORM = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,20})?");

  private Scalars() {}

  static String id(String text) {
    if (!Names.isId(text)) {
      throw new IllegalArgumentException("expected 1 to 40 of a-z, 0-9 and '-'");
    }
    return text;
  }

  /** A show's name with {@link #NOW} replaced by the date and time in the show's zone. */
  static String show(String text, ZoneId zone, Instant now) {
    String show = text.replace(NOW, NOW_FORM.format(now.atZone(zone)));
    if (!Names.isId(show)) {
      throw new IllegalArgumentException(
          "expected 1 to 40 of a-z, 0-9 and '-'; {now} takes 15 of them");
    }
    return show;
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String meant =
          NearNames.nearest(text, ZoneId.getAvailableZoneIds())
              .map(near -> " (did you mean " + near + "?)")
              .orElse("");
      throw new IllegalArgumentException("expected a time zone, such as Asia/Tokyo" + meant, e);
    }
  }

  /** A whole number within bounds, both inclusive. */
  static ScalarParser<Integer> whole(int least, int most) {
    return text -> {
      long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : -1;
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "expected a whole number from %,d to %,d", least, most));
      }
      return (int) value;
    };
  }

  /** A text that is not blank. */
  static ScalarParser<String> text(int longest) {
    return text -> {
      if (text.isBlank() || text.length() > longest) {
        throw new IllegalArgumentException("expected a text of 1 to " + longest + " characters");
      }
      return text;
    };
  }

  static Odds odds(String text) {
    return Odds.of(share(text));
  }

  static BigDecimal share(String text) {
    if (DECIMAL.matcher(text).matches()) {
      BigDecimal share = new BigDecimal(text);
      if (share.compareTo(BigDecimal.ONE) <= 0) {
        return share;
      }
    }
    throw new IllegalArgumentException(
        "expected a share from 0 to 1 with at most 20 decimals, such as 0.02");
  }

  /** A length of time within bounds, both inclusive, in milliseconds. */
  static ScalarParser<Long> millis(long least, long most) {
    return text -> {
      long millis = DurationText.parseMillis(text);
      if (millis < least || millis > most) {
        throw new IllegalArgumentException(
            "expected " + DurationText.format(least) + " to " + DurationText.format(most));
      }
      return millis;
    };
  }
}
