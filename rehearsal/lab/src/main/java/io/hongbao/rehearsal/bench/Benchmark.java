package io.hongbao.rehearsal.bench;

import java.util.Locale;

/** The benchmarks, in the order in which they run. */
public enum Benchmark {
  /** What an edge can take in on a core. */
  EDGE,
  /** What the whole road of a shake costs. */
  ROAD,
  /** How fast the draw reads a log. */
  DRAW,
  /** What judging costs, by few rules and by many. */
  RISK,
  /** How much longer a packet takes than a miss. */
  PRIZE,
  /** What much state costs. */
  STATE;

  /** Whether it needs a whole system, with an edge. */
  boolean isOverHttp() {
    return this == EDGE || this == ROAD || this == PRIZE;
  }

  /** Whether a run in a hurry has it. */
  boolean isQuick() {
    return this == EDGE || this == ROAD || this == DRAW;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
