package io.hongbao.rehearsal.audience;

import java.util.Map;

/**
 * Shakes that edges refused: nothing of them was logged, and their phones were told to come later.
 *
 * @param byKind how often, by BUSY or the status
 * @param notAccepted shakes that were refused and not accepted before the load ended
 * @param waited of each shake that was refused: from its planned start to the post that was
 *     accepted, or to the end of the load
 */
public record Refusals(Map<String, Long> byKind, long notAccepted, Latencies waited) {

  public static final Refusals NONE = new Refusals(Map.of(), 0, new Latencies(0, 0, 0, 0, 0, 0));

  public Refusals {
    byKind = Map.copyOf(byKind);
  }

  public boolean areNone() {
    return byKind.isEmpty();
  }

  /** How often an edge refused a shake, of whatever kind. */
  public long total() {
    return byKind.values().stream().mapToLong(Long::longValue).sum();
  }
}
