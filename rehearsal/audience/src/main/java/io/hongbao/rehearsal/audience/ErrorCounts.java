package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.AudienceHistory.FirstCase;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What went wrong, counted by kind, and the first case of each. Kinds are few: they come from the
 * code and from statuses, never from what a server says. For the loop's thread.
 */
final class ErrorCounts {

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, FirstCase> first = new TreeMap<>();

  /**
   * Counts one.
   *
   * @param elapsedNanos since the load began
   * @param example asked for the first of a kind alone
   */
  void add(String kind, long elapsedNanos, Supplier<String> example) {
    if (counts.merge(kind, 1L, Long::sum) == 1) {
      first.put(kind, new FirstCase(elapsedNanos / 1e9, example.get()));
    }
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<String, Long> counts() {
    return counts;
  }

  Map<String, FirstCase> first() {
    return first;
  }
}
