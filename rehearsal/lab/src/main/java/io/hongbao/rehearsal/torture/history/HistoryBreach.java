package io.hongbao.rehearsal.torture.history;

import java.util.List;
import java.util.Objects;

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
