package io.hongbao.rules.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people read them: whole ones without a point, others with three decimals. */
public final class NumberFormatter {

  private static final double MAX_EXACT_INTEGER = 1L << 53;
  private static final int DECIMALS = 3;

  private NumberFormatter() {}

  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT_INTEGER) {
      return Long.toString((long) value);
    }
    return BigDecimal.valueOf(value)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
