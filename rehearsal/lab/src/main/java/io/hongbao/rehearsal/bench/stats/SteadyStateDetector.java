package io.hongbao.rehearsal.bench.stats;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** Tells when something that was growing while a JVM warmed up does so no longer. */
public final class SteadyStateDetector {

  private final int looks;
  private final double tolerance;
  private final Deque<Double> latest = new ArrayDeque<>();

  /**
   * Flat are so many readings in a row that differ by no more than the tolerance.
   *
   * @param tolerance a share of the largest of them
   */
  public SteadyStateDetector(int looks, double tolerance) {
    if (looks < 2) {
      throw new IllegalArgumentException("looks is " + looks + ", expected at least 2");
    }
    this.looks = looks;
    this.tolerance = tolerance;
  }

  public void add(double reading) {
    latest.addLast(reading);
    if (latest.size() > looks) {
      latest.removeFirst();
    }
  }

  /** False until there are enough readings, and while nothing moves at all. */
  public boolean isFlat() {
    if (latest.size() < looks) {
      return false;
    }
    double max = Collections.max(latest);
    return max > 0 && (max - Collections.min(latest)) / max <= tolerance;
  }
}
