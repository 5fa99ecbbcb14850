package io.hongbao.domain.draw.simulation;

import java.util.TreeMap;

/**
 * How often what happened, so that a simulation in which nothing happens is noticed. Thread-safe.
 */
public final class Coverage {

  private final TreeMap<String, Integer> counts = new TreeMap<>();

  public synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Adds what happened elsewhere. */
  public void add(Coverage other) {
    synchronized (other) {
      other.counts.forEach(this::add);
    }
  }

  private synchronized void add(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  public synchronized int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public synchronized String toString() {
    return counts.toString();
  }
}
