package io.hongbao.rehearsal.audience;

import org.HdrHistogram.AbstractHistogram;

/**
 * How long something took, in microseconds.
 *
 * @param count of measurements; all else is 0 without any
 */
public record Latencies(
    long count, long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {

  static Latencies of(AbstractHistogram micros) {
    return new Latencies(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(90),
        micros.getValueAtPercentile(99),
        micros.getValueAtPercentile(99.9),
        micros.getTotalCount() == 0 ? 0 : micros.getMaxValue());
  }
}
