package io.hongbao.edge.fuzz;

import java.util.Set;

/**
 * What the edge owes to a request.
 *
 * @param statuses one of these; empty for whatever is well-formed
 * @param part that a reply of 200 or 202 has in its body, by which it is told from others
 * @param isToHead whether a reply has no body, whatever its head says
 * @param end what becomes of the connection
 */
record Expected(Set<Integer> statuses, String part, boolean isToHead, End end) {

  /** What becomes of a connection after a reply. */
  enum End {
    /** The next request is owed its reply. */
    STAYS,
    /** The edge says goodbye: nothing comes behind the reply. */
    ENDS,
    /** The edge may close it once it has replied. */
    MAY_END,
    /** There may be no reply, and the edge may take what follows for something else. */
    UNCLEAR
  }

  Expected {
    statuses = Set.copyOf(statuses);
  }

  static Expected of(Set<Integer> statuses, String part) {
    return new Expected(statuses, part, false, End.STAYS);
  }

  /** Of bytes from which it does not follow where a request ends, or whether it is one. */
  static Expected unclear(Set<Integer> statuses) {
    return new Expected(statuses, "", false, End.UNCLEAR);
  }

  Expected toHead() {
    return new Expected(statuses, "", true, end);
  }

  Expected then(End other) {
    return new Expected(statuses, part, isToHead, other);
  }
}
