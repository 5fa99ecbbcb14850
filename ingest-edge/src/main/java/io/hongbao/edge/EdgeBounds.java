package io.hongbao.edge;

/**
 * What an edge may hold at most.
 *
 * @param mostConnections open at once; a process here may have 20,000 files
 * @param mostWaitingRequests waiting for a reply; beyond that shakes hear BUSY
 * @param mostPendingShakes on their way or without an answer, about 500 bytes each; beyond that new
 *     ones hear BUSY
 * @param mostHeldAnswers kept for who asks again; beyond that the cache is asked
 * @param mostRememberedTickets verified tickets, about 500 bytes each; beyond that they are
 *     verified again, those of at most half as many users never
 * @param mostVerdicts of users, of devices and of addresses
 * @param mostCountedUsers whose repeats are counted
 * @param mostBodyBytes of a request
 */
public record EdgeBounds(
    int mostConnections,
    int mostWaitingRequests,
    int mostPendingShakes,
    int mostHeldAnswers,
    int mostRememberedTickets,
    int mostVerdicts,
    int mostCountedUsers,
    int mostBodyBytes) {

  /** For one edge on a machine with others: some 300 MB if all of it is used. */
  public static final EdgeBounds DEFAULT =
      new EdgeBounds(15_000, 14_000, 100_000, 200_000, 300_000, 200_000, 50_000, 4_096);

  public EdgeBounds {
    requirePositive("most connections", mostConnections);
    requirePositive("most waiting requests", mostWaitingRequests);
    requirePositive("most pending shakes", mostPendingShakes);
    requirePositive("most held answers", mostHeldAnswers);
    requirePositive("most remembered tickets", mostRememberedTickets);
    requirePositive("most verdicts", mostVerdicts);
    requirePositive("most counted users", mostCountedUsers);
    requirePositive("most body bytes", mostBodyBytes);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": expected at least 1");
    }
  }
}
