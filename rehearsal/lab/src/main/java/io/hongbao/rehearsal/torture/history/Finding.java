package io.hongbao.rehearsal.torture.history;

import java.util.List;
import java.util.Objects;

/**
 * What a checker found.
 *
 * @param name of what must not be, in a few words
 * @param checked how many things were looked at
 * @param unit what those are
 * @param breaches all of them, in the order in which they were seen
 */
public record Finding(String name, long checked, String unit, List<HistoryBreach> breaches) {

  /**
   * A promise that was broken.
   *
   * @param users whom it concerns, one or two
   * @param atMillis when it was seen, epoch milliseconds
   * @param what happened, in a sentence without its full stop
   */
  public record HistoryBreach(List<String> users, long atMillis, String what) {

    public HistoryBreach {
      users = List.copyOf(users);
      Objects.requireNonNull(what, "what");
      if (users.isEmpty()) {
        throw new IllegalArgumentException("users: expected at least one");
      }
    }
  }

  public Finding {
    breaches = List.copyOf(breaches);
  }

  public boolean isOk() {
    return breaches.isEmpty();
  }
}
