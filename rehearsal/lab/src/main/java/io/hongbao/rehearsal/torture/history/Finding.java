package io.hongbao.rehearsal.torture.history;

import java.util.List;

/**
 * What a checker found.
 *
 * @param name of what must not be, in a few words
 * @param checked how many things were looked at
 * @param unit what those are
 * @param breaches all of them, in the order in which they were seen
 */
public record Finding(String name, long checked, String unit, List<HistoryBreach> breaches) {

  public Finding {
    breaches = List.copyOf(breaches);
  }

  public boolean isOk() {
    return breaches.isEmpty();
  }
}
