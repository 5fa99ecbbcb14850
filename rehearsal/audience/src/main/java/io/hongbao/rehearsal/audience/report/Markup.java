package io.hongbao.rehearsal.audience.report;

import java.util.Locale;

/** Text and numbers as they may stand in a page, which is well-formed XML too. */
final class Markup {

  private static final char NOT_A_CHARACTER = '\uFFFD';

  private Markup() {}

  /** A text that is read as it is, whatever it holds; in an element or in a quoted attribute. */
  static String text(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    raw.codePoints().forEach(codePoint -> append(safe, codePoint));
    return safe.toString();
  }

  /** A number of things: {@code 1,234}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A difference: {@code +1,234}, {@code -5}, {@code 0}. */
  static String signed(long number) {
    return number > 0 ? "+" + count(number) : count(number);
  }

  /** Microseconds as milliseconds, to three digits or to the tenth: {@code 0.45}, {@code 812.3}. */
  static String millis(long micros) {
    double millis = micros / 1e3;
    return String.format(Locale.ROOT, millis < 10 ? "%,.2f" : "%,.1f", millis);
  }

  /** To the tenth: {@code 1.8}. */
  static String tenths(double number) {
    return String.format(Locale.ROOT, "%,.1f", number);
  }

  /** A time since the beginning: {@code 45 s}, {@code 2:05}, {@code 1:00:00}. */
  static String clock(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
  }

  private static void append(StringBuilder safe, int codePoint) {
    switch (codePoint) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> safe.appendCodePoint(isCharacter(codePoint) ? codePoint : NOT_A_CHARACTER);
    }
  }

  /** What XML 1.0 allows. */
  private static boolean isCharacter(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint < 0xD800)
        || (codePoint >= 0xE000 && codePoint < 0xFFFE)
        || codePoint >= 0x10000;
  }
}
