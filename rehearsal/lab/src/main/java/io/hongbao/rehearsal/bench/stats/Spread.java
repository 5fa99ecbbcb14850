package io.hongbao.rehearsal.bench.stats;

import java.util.List;
import java.util.Locale;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param runs how many there were
 */
public record Spread(double median, double least, double most, int runs) {

  public Spread {
    if (runs < 1) {
      throw new IllegalArgumentException("runs is " + runs + ", expected at least 1");
    }
    if (!(least <= median && median <= most)) {
      throw new IllegalArgumentException(
          "median " + median + ": expected it from " + least + " to " + most);
    }
  }

  /**
   * Sums up measurements.
   *
   * @throws IllegalArgumentException if there is none, or one is no number
   */
  public static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no measurement, expected at least one");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** Three digits or more that count. */
  public static String number(double value) {
    double size = Math.abs(value);
    String form = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
