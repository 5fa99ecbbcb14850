package io.hongbao.rehearsal.bench;

/** The benchmarks, in the order in which they run. */
public enum Bench {
  /** What an edge can take in on a core. */
  EDGE,
  /** What the whole road of a shake costs. */
  ROAD,
  /** How fast the draw reads a log. */
  DRAW;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
