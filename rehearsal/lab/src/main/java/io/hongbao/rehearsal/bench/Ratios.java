package io.hongbao.rehearsal.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Ratios pair by pair, so that a machine whose speed drifts does not show in them. */
final class Ratios {

  private Ratios() {}

  /**
   * Each of these over the one that was measured next to it.
   *
   * @throws IllegalArgumentException if there are not as many of both
   */
  static List<Double> of(List<Double> these, List<Double> those) {
    if (these.size() != those.size()) {
      throw new IllegalArgumentException(
          these.size() + " measurements against " + those.size() + ", expected as many");
    }
    return IntStream.range(0, these.size())
        .mapToObj(pair -> these.get(pair) / those.get(pair))
        .toList();
  }
}
