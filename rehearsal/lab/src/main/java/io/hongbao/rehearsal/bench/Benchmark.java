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
  STATE,
  /** How calm it stays when ten times too much is asked of it. */
  OVERLOAD,
  /** What an idle long connection costs in memory. */
  CONNECTIONS,
  /** What it costs that ten thousand phones arrive within five seconds. */
  ARRIVAL,
  /** Whether phones that fetch ahead keep under the cap, and fetch nothing inside a wave. */
  PREFETCH,
  /** What connections that never finish what they send cost everybody else. */
  TRICKLE,
  /** What a claim costs, and what the ledger and the wallet bear. */
  MONEY;

  /** Whether it needs a whole system as production has it, with an edge. */
  boolean isOverHttp() {
    return this == EDGE
        || this == ROAD
        || this == PRIZE
        || this == CONNECTIONS
        || this == ARRIVAL
        || this == TRICKLE;
  }

  /** Whether a run in a hurry has it. */
  boolean isQuick() {
    return this == EDGE
        || this == ROAD
        || this == DRAW
        || this == TRICKLE
        || this == OVERLOAD
        || this == CONNECTIONS
        || this == ARRIVAL
        || this == PREFETCH
        || this == MONEY;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
