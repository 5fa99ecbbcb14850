package io.hongbao.yaml;

import io.hongbao.domain.Names;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Forms of single values that every kind of file has. */
public final class Scalars {

  /** Makes a value of the text of a scalar. */
  @FunctionalInterface
  public interface ScalarParser<T> {

    /**
     * The value.
     *
     * @throws IllegalArgumentException if the text is none; the message says what was expected
     */
    T parse(String text);
  }

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");

  private Scalars() {}

  public static String id(String text) {
    if (!Names.isId(text)) {
      throw new IllegalArgumentException("expected 1 to 40 of a-z, 0-9 and '-'");
    }
    return text;
  }

  /** A whole number within bounds, both inclusive. */
  public static ScalarParser<Integer> whole(int min, int max) {
    return text -> {
      long value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : -1;
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "expected a whole number from %,d to %,d", min, max));
      }
      return (int) value;
    };
  }

  /** A text that is not blank. */
  public static ScalarParser<String> text(int maxLength) {
    return text -> {
      if (text.isBlank() || text.length() > maxLength) {
        throw new IllegalArgumentException("expected a text of 1 to " + maxLength + " characters");
      }
      return text;
    };
  }

  /** A length of time within bounds, both inclusive, in milliseconds. */
  public static ScalarParser<Long> millis(long min, long max) {
    return text -> {
      long millis = DurationFormatter.parseMillis(text);
      if (millis < min || millis > max) {
        throw new IllegalArgumentException(
            "expected " + DurationFormatter.format(min) + " to " + DurationFormatter.format(max));
      }
      return millis;
    };
  }

  /**
   * One of some words.
   *
   * @param label the word for a value
   */
  public static <T> ScalarParser<T> oneOf(List<T> values, Function<T, String> label) {
    return text -> {
      for (T value : values) {
        if (label.apply(value).equals(text)) {
          return value;
        }
      }
      List<String> words = values.stream().map(label).toList();
      throw new IllegalArgumentException("expected one of " + NearNames.listed(text, words));
    };
  }
}
