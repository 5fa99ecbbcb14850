package io.hongbao.files;

import java.util.regex.Pattern;

/**
 * Texts in cells that spreadsheets open and save. What a spreadsheet would run as a formula, or
 * turn into another number, is written behind an apostrophe, which it shows and keeps; what is read
 * loses that apostrophe again. Any text comes back as it was.
 *
 * <p>The characters that begin a formula are those that OWASP's page on CSV injection names.
 */
public final class SpreadsheetCell {

  private static final char GUARD = '\'';
  private static final String FORMULA_STARTS = "=+-@\t\r";

  /** Digits of a whole number that a spreadsheet keeps. */
  private static final int MAX_EXACT_DIGITS = 15;

  private static final Pattern ROUNDED = Pattern.compile("[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+");

  private SpreadsheetCell() {}

  /** The text as a cell has it. */
  public static String guarded(String text) {
    return isInDanger(text) ? GUARD + text : text;
  }

  /** The text of a cell. */
  public static String unguarded(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == GUARD && isInDanger(cell.substring(1))
        ? cell.substring(1)
        : cell;
  }

  private static boolean isInDanger(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return first == GUARD
        || FORMULA_STARTS.indexOf(first) >= 0
        || (first >= '0' && first <= '9' && isOtherAsNumber(text));
  }

  private static boolean isOtherAsNumber(String text) {
    return isRounded(text)
        || (isAllDigits(text)
            && text.length() > 1
            && (text.charAt(0) == '0' || text.length() > MAX_EXACT_DIGITS));
  }

  private static boolean isAllDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a text is a number with an exponent, as a spreadsheet writes one it has rounded. */
  static boolean isRounded(String text) {
    return ROUNDED.matcher(text).matches();
  }
}
