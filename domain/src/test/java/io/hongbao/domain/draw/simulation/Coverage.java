package io.hongbao.domain.draw.simulation;

import java.util.TreeMap;

/** How often what happened, so that a simulation in which nothing happens is noticed. */
public final class Coverage {

  private final TreeMap<String, Integer> counts = new TreeMap<>();

  public void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  public int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
