package io.hongbao.domain.draw;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * When which wave is paused. Of two changes from the same instant the one applied last counts.
 *
 * <p>Not thread-safe.
 */
final class Pauses {

  private final Map<String, TreeMap<Long, Boolean>> changesByWave = new HashMap<>();

  void add(Control.Pause change) {
    changesByWave
        .computeIfAbsent(change.waveId(), wave -> new TreeMap<>())
        .put(change.atMillis(), change.paused());
  }

  void clear() {
    changesByWave.clear();
  }

  /** Whether a turn that starts at an instant starts in a pause of its wave. */
  boolean isPausedAt(String waveId, long turnStartsAtMillis) {
    TreeMap<Long, Boolean> changes = changesByWave.get(waveId);
    if (changes == null) {
      return false;
    }
    Map.Entry<Long, Boolean> last = changes.floorEntry(turnStartsAtMillis);
    return last != null && last.getValue();
  }
}
