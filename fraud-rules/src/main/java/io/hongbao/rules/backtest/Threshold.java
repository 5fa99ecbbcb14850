package io.hongbao.rules.backtest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in a condition with which a signal is compared, such as the 5 of {@code users > 5}.
 *
 * @param when the condition
 * @param text the comparison
 * @param begin where the number begins in the condition
 * @param end behind its last digit
 * @param value the number
 */
record Threshold(String when, String text, int begin, int end, double value) {

  private static final Pattern COMPARISON =
      Pattern.compile(
          "([A-Za-z_]\\w*)\\s*(<=|>=|<|>)\\s*([0-9]+(?:\\.[0-9]+)?)(?![\\w.]|\\s*[-+*/%])");

  /** Shares of the number that are tried: denser around it, where a decision lies. */
  private static final double[] SHARES = {
    0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4
  };

  /** Those of a condition, in its order; a comparison without a signal has none. */
  static List<Threshold> of(String when, Set<String> signals) {
    List<Threshold> thresholds = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(when);
    while (matcher.find()) {
      double value = Double.parseDouble(matcher.group(3));
      if (signals.contains(matcher.group(1)) && value > 0) {
        String text = matcher.group(1) + ' ' + matcher.group(2) + ' ' + matcher.group(3);
        thresholds.add(new Threshold(when, text, matcher.start(3), matcher.end(3), value));
      }
    }
    return thresholds;
  }

  /** Numbers to try in its place, itself among them, from the least on. */
  List<Double> candidates() {
    boolean isWhole = !when.substring(begin, end).contains(".");
    Set<Double> candidates = new TreeSet<>();
    for (double share : SHARES) {
      double candidate = value * share;
      candidates.add(isWhole ? Math.max(1, Math.rint(candidate)) : rounded(candidate));
    }
    candidates.add(value);
    return List.copyOf(candidates);
  }

  /** The condition with another number. */
  String whenWith(double candidate) {
    return when.substring(0, begin) + number(candidate) + when.substring(end);
  }

  /** A number as rules have it, without needless digits. */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "");
  }

  /** Three digits are enough to choose by. */
  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).doubleValue();
  }
}
