package io.hongbao.domain.campaign;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Amounts of money as people write them: yuan with at most two decimals. A yuan is 100 fen. */
public final class Yuan {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

  private Yuan() {}

  /**
   * The exact fen of an amount such as {@code 1.88}.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  public static long parseFen(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected an amount of yuan with at most 2 decimals, such as 1.88");
    }
    return new BigDecimal(text).movePointRight(2).longValueExact();
  }

  /** The amount in yuan with two decimals, such as {@code 500,000.00}. */
  public static String format(long fen) {
    return String.format(Locale.ROOT, "%,d.%02d", fen / 100, fen % 100);
  }
}
