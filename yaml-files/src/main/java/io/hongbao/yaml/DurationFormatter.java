package io.hongbao.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 100ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
public final class DurationFormatter {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private DurationFormatter() {}

  /**
   * The milliseconds of a length of time.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  public static long parseMillis(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a length of time, such as 100ms, 5s, 2m or 1h");
    }
    return Long.parseLong(matcher.group(1)) * unitMillis(matcher.group(2));
  }

  /** The shortest such text of a length of time. */
  public static String format(long millis) {
    for (String unit : new String[] {"h", "m", "s"}) {
      if (millis > 0 && millis % unitMillis(unit) == 0) {
        return millis / unitMillis(unit) + unit;
      }
    }
    return millis == 0 ? "0s" : millis + "ms";
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> throw new IllegalArgumentException("unit " + unit + ": expected ms, s, m or h");
    };
  }
}
