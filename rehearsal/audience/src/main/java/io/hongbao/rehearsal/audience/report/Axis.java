package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.LatencyCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Values laid along a line.
 *
 * @param caption what they are
 * @param share where a value stands: 0 at the beginning, 1 at the end
 * @param ticks by value
 */
record Axis(String caption, DoubleUnaryOperator share, List<Tick> ticks) {

  private static final int MAX_TICKS = 5;

  /** Seconds that people like to read: up to a day of them. */
  private static final int[] TIME_STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600
  };

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
  private static final double MICROS_PER_MILLI = 1e3;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** A labelled value. */
  record Tick(double value, String label) {}

  /** Seconds from 0 on. */
  static Axis time(long seconds) {
    double end = (double) Math.max(1, seconds);
    int step = TIME_STEPS[TIME_STEPS.length - 1];
    for (int i = TIME_STEPS.length - 1; i >= 0 && end / TIME_STEPS[i] <= MAX_TICKS; i--) {
      step = TIME_STEPS[i];
    }
    List<Tick> ticks = new ArrayList<>();
    for (int second = 0; second <= end; second += step) {
      ticks.add(new Tick(second, Markup.clock(second)));
    }
    return new Axis("time since the load began", value -> value / end, ticks);
  }

  /** Counts from 0 to a round number at or above the most. */
  static Axis counts(String caption, double max) {
    double step = roundStep(Math.max(max, 1) / MAX_TICKS);
    long steps = Math.max(1, (long) Math.ceil(max / step));
    double end = step * steps;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      ticks.add(new Tick(i * step, shortCount((long) (i * step))));
    }
    return new Axis(caption, value -> value / end, ticks);
  }

  /** Microseconds by their logarithm, between powers of ten around the least and the most. */
  static Axis latencies(long leastMicros, long maxMicros) {
    int from = (int) Math.floor(Math.log10(Math.max(1.0, (double) leastMicros)));
    int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(1.0, (double) maxMicros))));
    List<Tick> ticks = new ArrayList<>();
    for (int power = from; power <= to; power++) {
      double micros = Math.pow(10, power);
      ticks.add(new Tick(micros, shortLatency(micros)));
    }
    return new Axis("", value -> (Math.log10(Math.max(1, value)) - from) / (to - from), ticks);
  }

  /** Percentiles from the median to 99.99, each nine as long as the one before. */
  static Axis percentiles() {
    double from = LatencyCurve.nines(PERCENTILES[0]);
    double to = LatencyCurve.nines(PERCENTILES[PERCENTILES.length - 1]);
    List<Tick> ticks = new ArrayList<>();
    for (double percentile : PERCENTILES) {
      String label = Double.toString(percentile).replaceFirst("\\.0$", "");
      ticks.add(new Tick(percentile, label));
    }
    return new Axis("percentile", value -> (LatencyCurve.nines(value) - from) / (to - from), ticks);
  }

  /** 1, 2 or 5 times a power of ten, at or above; a whole number. */
  private static double roundStep(double min) {
    double power = Math.pow(10, Math.floor(Math.log10(min)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= min) {
        return Math.max(1, factor * power);
      }
    }
    return Math.max(1, 10 * power);
  }

  private static String shortCount(long count) {
    if (count >= 1_000_000) {
      return plain(count / 1e6) + "M";
    }
    return count >= 10_000 ? plain(count / 1e3) + "k" : Markup.count(count);
  }

  private static String shortLatency(double micros) {
    double millis = micros / MICROS_PER_MILLI;
    return millis < 1_000 ? plain(millis) + " ms" : plain(millis / 1e3) + " s";
  }

  private static String plain(double number) {
    return Double.toString(number).replaceFirst("\\.0$", "");
  }
}
