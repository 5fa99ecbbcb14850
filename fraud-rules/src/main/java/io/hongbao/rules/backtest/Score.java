package io.hongbao.rules.backtest;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well some users who were found agree with labels. Users without a label count nowhere.
 *
 * @param bots found who are bots
 * @param humans found who are none
 * @param missed bots who were seen and not found
 * @param recallByKind of each kind of bot that was seen
 */
public record Score(long bots, long humans, long missed, Map<String, Double> recallByKind) {

  public Score {
    recallByKind = Map.copyOf(recallByKind);
  }

  /**
   * Compares.
   *
   * @param seen everybody in the traffic
   * @param found some of them
   */
  static Score of(Set<String> seen, Set<String> found, Labels labels) {
    long humans = 0;
    long bots = 0;
    Map<String, long[]> byKind = new TreeMap<>();
    for (String user : seen) {
      String kind = labels.kindOf(user).orElse("");
      boolean isFound = found.contains(user);
      if (kind.equals(Labels.HUMAN)) {
        humans += isFound ? 1 : 0;
      } else if (!kind.isEmpty()) {
        bots += isFound ? 1 : 0;
        long[] foundOfAll = byKind.computeIfAbsent(kind, any -> new long[2]);
        foundOfAll[0] += isFound ? 1 : 0;
        foundOfAll[1]++;
      }
    }
    long all = byKind.values().stream().mapToLong(each -> each[1]).sum();
    Map<String, Double> recall = new TreeMap<>();
    byKind.forEach((kind, each) -> recall.put(kind, (double) each[0] / each[1]));
    return new Score(bots, humans, all - bots, recall);
  }

  /** The share of those found who are bots; not a number if nobody was found. */
  public double precision() {
    return (double) bots / (bots + humans);
  }

  /** The share of bots who were found; not a number if there are none. */
  public double recall() {
    return (double) bots / (bots + missed);
  }

  /** The harmonic mean of both: 0 if no bot was found. */
  public double f1() {
    return 2.0 * bots / (2.0 * bots + humans + missed);
  }
}
