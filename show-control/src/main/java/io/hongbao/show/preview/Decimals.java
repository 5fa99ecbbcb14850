package io.hongbao.show.preview;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers with no more digits than people want to read. */
final class Decimals {

  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Decimals() {}

  /** Three digits that count, never with an exponent: 0.0165. */
  static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    return BigDecimal.valueOf(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A rate: one decimal below a thousand, none from there on. */
  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 999.95 ? "%.1f" : "%,.0f", perSecond);
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return plain(share * 100) + " %";
  }
}
