package io.hongbao.rehearsal.bench.overload;

import java.util.Arrays;

/** How evenly something was given to users. */
public final class Fairness {

  private Fairness() {}

  /**
   * What the user who got least got, over what the one in the middle got.
   *
   * @param got of each user
   * @return 0 to 1; 0 if the one in the middle got nothing
   * @throws IllegalArgumentException without users
   */
  public static double leastToMedian(int[] got) {
    if (got.length == 0) {
      throw new IllegalArgumentException("no user, expected at least one");
    }
    int[] sorted = got.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    return median == 0 ? 0 : sorted[0] / median;
  }
}
