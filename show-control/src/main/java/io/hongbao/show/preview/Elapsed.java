package io.hongbao.show.preview;

import java.math.BigDecimal;
import java.util.Locale;

/** A time since the opening, as short as it can be read: 2.5s, 45s, 1m30s, 2h05m. */
final class Elapsed {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Elapsed() {}

  /** With milliseconds below ten seconds only, with seconds below an hour only. */
  static String format(long millis) {
    if (millis < 10 * SECOND) {
      return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
    }
    if (millis < MINUTE) {
      return millis / SECOND + "s";
    }
    return millis < HOUR
        ? both(millis / MINUTE, "m", millis % MINUTE / SECOND, "s")
        : both(millis / HOUR, "h", millis % HOUR / MINUTE, "m");
  }

  private static String both(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? large + largeUnit
        : String.format(Locale.ROOT, "%d%s%02d%s", large, largeUnit, small, smallUnit);
  }
}
