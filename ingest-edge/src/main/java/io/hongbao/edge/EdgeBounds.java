package io.hongbao.edge;

/**
 * What an edge may hold at most.
 *
 * @param maxConnections open at once; a process here may have 20,000 files
 * @param maxWaitingRequests waiting for a reply; beyond that shakes hear BUSY
 * @param maxPendingShakes on their way or without an answer, about 500 bytes each; beyond that new
 *     ones hear BUSY
 * @param maxHeldAnswers kept for who asks again, about 60 bytes each; beyond that the cache is
 *     asked
 * @param maxRememberedTickets verified tickets, about 350 bytes each; beyond that they are verified
 *     again, those of about half as many users never
 * @param maxKeptLists of packets that are told again between waves, about 60 bytes each for users
 *     who won nothing and 60 more for a packet; beyond that the cache is asked
 * @param maxVerdicts of users, of devices and of addresses
 * @param maxCountedUsers whose repeats are counted
 * @param maxBodyBytes of a request
 */
public record EdgeBounds(
    int maxConnections,
    int maxWaitingRequests,
    int maxPendingShakes,
    int maxHeldAnswers,
    int maxRememberedTickets,
    int maxKeptLists,
    int maxVerdicts,
    int maxCountedUsers,
    int maxBodyBytes) {

  /** For one edge on a machine with others: some 300 MB if all of it is used. */
  public static final EdgeBounds DEFAULT =
      new EdgeBounds(15_000, 14_000, 100_000, 200_000, 300_000, 100_000, 200_000, 50_000, 4_096);

  public EdgeBounds {
    requirePositive("most connections", maxConnections);
    requirePositive("most waiting requests", maxWaitingRequests);
    requirePositive("most pending shakes", maxPendingShakes);
    requirePositive("most held answers", maxHeldAnswers);
    requirePositive("most remembered tickets", maxRememberedTickets);
    requirePositive("most kept lists", maxKeptLists);
    requirePositive("most verdicts", maxVerdicts);
    requirePositive("most counted users", maxCountedUsers);
    requirePositive("most body bytes", maxBodyBytes);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": expected at least 1");
    }
  }
}
