package io.hongbao.rehearsal.audience;

import java.time.Duration;

/**
 * How much phones doubt what they were told. A phone that doubts asks again, whichever edge, so
 * that an outcome that changed or a packet that went away would be seen.
 *
 * @param askAgainShare of the answered shakes that are asked for again, 0 to 1
 * @param packetsShare of the answered shakes after which the phone looks at its packets, 0 to 1;
 *     after a packet was won it looks at once as well
 * @param withinAtMost how long after the answer, at most
 */
public record RecheckSettings(double askAgainShare, double packetsShare, Duration withinAtMost) {

  /** Phones believe what they hear. */
  public static final RecheckSettings NONE = new RecheckSettings(0, 0, Duration.ofMillis(1));

  public RecheckSettings {
    requireShare("ask again share", askAgainShare);
    requireShare("packets share", packetsShare);
    if (withinAtMost.toMillis() < 1) {
      throw new IllegalArgumentException("within " + withinAtMost + ": expected at least 1 ms");
    }
  }

  boolean areNone() {
    return askAgainShare == 0 && packetsShare == 0;
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " " + share + ": expected 0 to 1");
    }
  }
}
