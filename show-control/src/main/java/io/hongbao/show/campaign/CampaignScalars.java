package io.hongbao.show.campaign;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Odds;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Forms of single values that only a campaign file has. */
final class CampaignScalars {

  /** What stands for the moment of loading in a show's name. */
  static final String NOW = "{now}";

  private static final DateTimeFormatter NOW_FORM =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final String RESOLVED_NOW = "[0-9]{8}-[0-9]{6}";
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,20})?");

  private CampaignScalars() {}

  /** A show's name with {@link #NOW} replaced by the date and time in the show's zone. */
  static String show(String text, ZoneId zone, Instant now) {
    String show = text.replace(NOW, NOW_FORM.format(now.atZone(zone)));
    if (!Names.isId(show)) {
      throw new IllegalArgumentException(
          "expected 1 to 40 of a-z, 0-9 and '-'; {now} takes 15 of them");
    }
    return show;
  }

  /**
   * The name of a show that is loaded, as a file names it: written out, or with {@link #NOW}.
   *
   * @throws IllegalArgumentException if the file names another show
   */
  static String loadedShow(String text, String loaded) {
    String form =
        Arrays.stream(text.split(Pattern.quote(NOW), -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(RESOLVED_NOW));
    if (!loaded.matches(form)) {
      throw new IllegalArgumentException(
          "the show that is loaded is '" + loaded + "', expected its name");
    }
    return loaded;
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
}
