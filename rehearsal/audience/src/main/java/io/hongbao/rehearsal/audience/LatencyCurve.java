package io.hongbao.rehearsal.audience;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;

/**
 * A distribution of latencies, from the median to the percentile 99.99, in steps that are even on
 * the usual axis: that of 1 / (1 - percentile), by its logarithm.
 *
 * @param points by percentile; none without a measurement
 */
public record LatencyCurve(List<Point> points) {

  public static final LatencyCurve EMPTY = new LatencyCurve(List.of());

  private static final double LOWEST = 50;
  private static final double HIGHEST = 99.99;
  private static final int STEPS = 74;

  public LatencyCurve {
    points = List.copyOf(points);
  }

  /** Latency by percentile. */
  public record Point(double percentile, long micros) {}

  static LatencyCurve of(AbstractHistogram micros) {
    if (micros.getTotalCount() == 0) {
      return EMPTY;
    }
    List<Point> points = new ArrayList<>(STEPS + 1);
    double from = nines(LOWEST);
    double to = nines(HIGHEST);
    for (int step = 0; step <= STEPS; step++) {
      double percentile = percentile(from + (to - from) * step / STEPS);
      points.add(new Point(percentile, micros.getValueAtPercentile(percentile)));
    }
    return new LatencyCurve(points);
  }

  /** Where a percentile stands on the axis: 1 for 90, 2 for 99, 3 for 99.9. */
  public static double nines(double percentile) {
    return -Math.log10(1 - percentile / 100);
  }

  private static double percentile(double nines) {
    return 100 * (1 - Math.pow(10, -nines));
  }
}
