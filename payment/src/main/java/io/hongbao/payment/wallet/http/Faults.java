package io.hongbao.payment.wallet.http;

/**
 * How the wallet shall fail, for tests and rehearsals. A transfer draws at most one fault.
 *
 * @param errorPercent of transfers that hear 500, half of them after having been paid
 * @param silentPercent that are paid and hear nothing for {@code silentMillis}, then a closed
 *     connection
 * @param garbagePercent that are paid and hear what no wallet says
 * @param slowPercent that are answered rightly after {@code slowMillis}
 * @param silentMillis 1 to 600,000
 * @param slowMillis 1 to 600,000
 * @param seed the faults of two runs with the same seed are drawn in the same order
 */
public record Faults(
    int errorPercent,
    int silentPercent,
    int garbagePercent,
    int slowPercent,
    int silentMillis,
    int slowMillis,
    long seed) {

  public static final Faults NONE = new Faults(0, 0, 0, 0, 30_000, 1_000, 0);

  private static final int MAX_MILLIS = 600_000;

  public Faults {
    requirePercent("errorPercent", errorPercent);
    requirePercent("silentPercent", silentPercent);
    requirePercent("garbagePercent", garbagePercent);
    requirePercent("slowPercent", slowPercent);
    int sum = errorPercent + silentPercent + garbagePercent + slowPercent;
    if (sum > 100) {
      throw new IllegalArgumentException(
          "the shares of faults are " + sum + " %, expected 0 to 100");
    }
    requireMillis("silentMillis", silentMillis);
    requireMillis("slowMillis", slowMillis);
  }

  /** What happens to one transfer. */
  enum Fault {
    NONE,
    ERROR,
    SILENT,
    GARBAGE,
    SLOW
  }

  /**
   * The fault of a transfer.
   *
   * @param draw evenly from 0 to 99
   */
  Fault at(int draw) {
    int bound = errorPercent;
    if (draw < bound) {
      return Fault.ERROR;
    }
    bound += silentPercent;
    if (draw < bound) {
      return Fault.SILENT;
    }
    bound += garbagePercent;
    if (draw < bound) {
      return Fault.GARBAGE;
    }
    bound += slowPercent;
    return draw < bound ? Fault.SLOW : Fault.NONE;
  }

  private static void requirePercent(String name, int value) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 100");
    }
  }

  private static void requireMillis(String name, int value) {
    if (value < 1 || value > MAX_MILLIS) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 1 to " + MAX_MILLIS);
    }
  }
}
