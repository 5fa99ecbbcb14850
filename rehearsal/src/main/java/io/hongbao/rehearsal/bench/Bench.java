package io.hongbao.rehearsal.bench;

import java.util.Locale;

/** The benchmarks, in the order in which they run. */
public enum Bench {
  /** What an edge can take in on a core. */
  EDGE,
  /** What the whole road of a shake costs. */
  ROAD,
  /** How fast the draw reads a log. */
  DRAW;

  /** Whether it needs a whole system, with an edge. */
  boolean isOverHttp() {
    return this != DRAW;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
