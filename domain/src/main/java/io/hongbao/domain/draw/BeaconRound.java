package io.hongbao.domain.draw;

import java.util.Objects;

/**
 * A round of a public randomness beacon, such as drand, that does not exist yet when a wave is
 * committed to. Whoever made the wave's secret could not know what the lottery will say.
 *
 * @param chain how the beacon is called, 1 to 100 characters; the hash of drand's chain, say
 * @param round its number, 1 or more
 */
public record BeaconRound(String chain, long round) {

  /** Longest name of a chain, in characters. */
  public static final int MAX_CHAIN_LENGTH = 100;

  public BeaconRound {
    Objects.requireNonNull(chain, "chain");
    if (chain.isEmpty() || chain.length() > MAX_CHAIN_LENGTH) {
      throw new IllegalArgumentException(
          "beacon chain of " + chain.length() + " characters: expected 1 to " + MAX_CHAIN_LENGTH);
    }
    requireRound(round);
  }

  static void requireRound(long round) {
    if (round < 1) {
      throw new IllegalArgumentException("beacon round " + round + ": expected 1 or more");
    }
  }
}
