package io.hongbao.rules.backtest;

import java.util.Locale;

/** Numbers as they stand in tables. */
final class Cells {

  static final String NOTHING = "-";

  private Cells() {}

  /** A whole number with commas. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Three digits behind the point; a dash for what is not a number. */
  static String share(double value) {
    return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%.3f", value);
  }
}
