package io.hongbao.rules.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the risk job said beside what a replay of the same log says, by entity, rule and version.
 *
 * @param same that both say, first held in the same second
 * @param onlyLive that the job alone says
 * @param onlyReplay that the replay alone says
 * @param otherTime that both say, first held in another second
 * @param examples of differences, a few
 * @param delaysMillis by rule, sorted: from the shake for which the condition first held to the
 *     verdict in the log
 */
public record VerdictComparison(
    long same,
    long onlyLive,
    long onlyReplay,
    long otherTime,
    List<String> examples,
    Map<String, long[]> delaysMillis) {

  private static final int MAX_EXAMPLES = 10;

  /**
   * Compares what first held within a span.
   *
   * @param span up to when the job has surely judged
   */
  public static VerdictComparison of(VerdictReplay replay, LiveVerdicts live, TimeSpan span) {
    Map<VerdictKey, VerdictReplay.First> then = replay.firsts();
    Map<VerdictKey, LiveVerdicts.First> before = live.firsts();
    Set<VerdictKey> keys = new HashSet<>();
    then.forEach((key, first) -> addIf(span.contains(first.secondMillis()), key, keys));
    before.forEach((key, first) -> addIf(span.contains(first.secondMillis()), key, keys));
    long same = 0;
    long onlyLive = 0;
    long onlyReplay = 0;
    List<String> examples = new ArrayList<>();
    Map<String, List<Long>> delays = new TreeMap<>();
    for (VerdictKey key : keys) {
      VerdictReplay.First replayed = then.get(key);
      LiveVerdicts.First said = before.get(key);
      String difference = "";
      if (replayed == null) {
        onlyLive++;
        difference = "only live: " + key;
      } else if (said == null) {
        onlyReplay++;
        difference = "only in the backtest: " + key;
      } else if (said.secondMillis() == replayed.secondMillis()) {
        same++;
        delays
            .computeIfAbsent(key.ruleId(), any -> new ArrayList<>())
            .add(said.loggedAtMillis() - replayed.shakeMillis());
      } else {
        difference =
            String.format(
                Locale.ROOT,
                "%s: first held %.0f s later live",
                key,
                (said.secondMillis() - replayed.secondMillis()) / 1e3);
      }
      if (!difference.isEmpty() && examples.size() < MAX_EXAMPLES) {
        examples.add(difference);
      }
    }
    Map<String, long[]> sorted = new TreeMap<>();
    delays.forEach(
        (rule, its) ->
            sorted.put(rule, its.stream().mapToLong(Long::longValue).sorted().toArray()));
    long otherTime = keys.size() - same - onlyLive - onlyReplay;
    return new VerdictComparison(same, onlyLive, onlyReplay, otherTime, examples, sorted);
  }

  private static void addIf(boolean isIn, VerdictKey key, Set<VerdictKey> keys) {
    if (isIn) {
      keys.add(key);
    }
  }

  public long compared() {
    return same + differing();
  }

  public long differing() {
    return onlyLive + onlyReplay + otherTime;
  }

  /** The smallest value that so large a share of sorted values does not exceed. */
  static long percentile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** The delays of all rules, sorted. */
  long[] allDelaysMillis() {
    return delaysMillis.values().stream().flatMapToLong(Arrays::stream).sorted().toArray();
  }
}
