package io.hongbao.rehearsal.audience.bots;

import java.util.Random;

/** How a program shakes. What is said of each is what an analyst may find out by looking. */
public enum BotKind {
  /** Posts as fast as it can for a while, and rests. */
  HAMMER("hammer", 61),
  /** One device for a dozen accounts, each with a human's rhythm. */
  DEVICE_FARM("device-farm", 62),
  /** A timer: every turn to the hundredth of a second. */
  METRONOME("metronome", 63),
  /**
   * Dozens of accounts with devices of their own behind one address, none of which misses a turn.
   */
  ADDRESS_SWARM("address-swarm", 64),
  /** Imitates a hand: its rhythm varies, yet it never looks away. */
  SLOW_MIMIC("slow-mimic", 65);

  /** Accounts on one device. */
  static final int FARM_SIZE = 12;

  /** Accounts behind one address. */
  static final int SWARM_SIZE = 60;

  private static final long FASTEST_POST_MILLIS = 50;
  private static final long POST_SPREAD_MILLIS = 50;
  private static final long REST_MILLIS = 8_000;
  private static final int POSTS_BETWEEN_RESTS = 200;

  private final String label;
  private final int net;

  BotKind(String label, int net) {
    this.label = label;
    this.net = net;
  }

  /** The first number of the addresses of this kind. */
  int net() {
    return net;
  }

  /** The word for it in labels. */
  public String label() {
    return label;
  }

  /** How far apart the bots of a kind begin. */
  long firstPauseMillis(Random random, long turnMillis) {
    return switch (this) {
      case HAMMER -> random.nextInt((int) REST_MILLIS);
      case DEVICE_FARM, METRONOME, ADDRESS_SWARM, SLOW_MIMIC -> random.nextInt((int) turnMillis);
    };
  }

  /**
   * How long a bot waits from one post to the next.
   *
   * @param habit of this one bot, 0 to 1, the same each time
   */
  long nextPauseMillis(Random random, long turnMillis, double habit) {
    return switch (this) {
      case HAMMER ->
          random.nextInt(POSTS_BETWEEN_RESTS) == 0
              ? REST_MILLIS
              : FASTEST_POST_MILLIS + (long) (POST_SPREAD_MILLIS * habit) + random.nextInt(20);
      case DEVICE_FARM -> turnMillis + spread(random, 0.20 * turnMillis);
      case METRONOME -> turnMillis + (long) (0.02 * turnMillis * habit) + random.nextInt(10);
      case ADDRESS_SWARM -> turnMillis + spread(random, 0.04 * turnMillis);
      case SLOW_MIMIC -> turnMillis + spread(random, 0.10 * turnMillis);
    };
  }

  /** Mostly small, seldom three times as much. */
  private static long spread(Random random, double typicalMillis) {
    return (long) Math.min(3 * typicalMillis, Math.abs(random.nextGaussian()) * typicalMillis);
  }
}
