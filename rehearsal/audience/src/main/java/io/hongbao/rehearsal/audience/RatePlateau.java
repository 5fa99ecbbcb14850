package io.hongbao.rehearsal.audience;

import java.util.Arrays;

/**
 * Whether a rate has stopped to grow: the mean of its newest samples is hardly above the mean of as
 * many before them. A system that warms up grows by leaps, when code is compiled, so one sample
 * says nothing.
 *
 * <p>Not thread-safe.
 */
final class RatePlateau {

  private final double[] samples;
  private final double maxGrowth;
  private long count;

  /**
   * A rate of which nothing is known.
   *
   * @param window how many samples each of the two means is made of, 1 or more
   * @param maxGrowth of one mean over the other, as a share, while the rate counts as flat
   */
  RatePlateau(int window, double maxGrowth) {
    if (window < 1) {
      throw new IllegalArgumentException("window " + window + ": expected 1 sample or more");
    }
    if (!(maxGrowth >= 0)) {
      throw new IllegalArgumentException("most growth " + maxGrowth + ": expected 0 or more");
    }
    this.samples = new double[2 * window];
    this.maxGrowth = maxGrowth;
  }

  /** Takes the next sample. */
  void add(double perSecond) {
    samples[(int) (count % samples.length)] = perSecond;
    count++;
  }

  /** Whether it has stopped to grow; never of a rate of 0, nor before both means are complete. */
  boolean isFlat() {
    double before = mean(samples.length / 2);
    return count >= samples.length && before > 0 && newest() <= before * (1 + maxGrowth);
  }

  /** Mean of the newest samples; of fewer, 0 if there is none, while they do not fill a window. */
  double newest() {
    return mean(0);
  }

  /** Mean of a window that ends so many samples before the newest. */
  private double mean(int back) {
    int window = samples.length / 2;
    long to = count - back;
    long from = Math.max(0, to - window);
    return Arrays.stream(indices(from, Math.max(from, to)))
        .mapToDouble(index -> samples[index])
        .average()
        .orElse(0);
  }

  private int[] indices(long from, long to) {
    int[] indices = new int[(int) (to - from)];
    Arrays.setAll(indices, i -> (int) ((from + i) % samples.length));
    return indices;
  }
}
