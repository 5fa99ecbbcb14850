package io.hongbao.rules.crowd;

import java.util.Random;

/**
 * How a program shakes, for as long as the show lasts. What is said of each is what an analyst may
 * find out by looking.
 */
public enum BotKind {
  /** Posts six to twenty times a second for a while, and rests. */
  HAMMER("hammer", 61),
  /** One device for a dozen accounts, each with a human's rhythm and small rests. */
  DEVICE_FARM("device-farm", 62),
  /** A timer: every turn, to some hundredths of a second. */
  METRONOME("metronome", 63),
  /**
   * Some fifty accounts with devices of their own behind one address, each of which uses nearly
   * every turn.
   */
  ADDRESS_SWARM("address-swarm", 64),
  /** Imitates a hand: it waits for its turns and varies, yet it never looks away. */
  SLOW_MIMIC("slow-mimic", 65),
  /** A dozen accounts that hand as many devices round, half of them to each in turn. */
  DEVICE_RING("device-ring", 66),
  /** Uses a turn and asks once more within two seconds, every time; a human's rhythm otherwise. */
  QUICK_ASKER("quick-asker", 67);

  /** Accounts on one device, about. */
  static final int FARM_SIZE = 12;

  /** Accounts of a ring, about, and its devices. */
  static final int RING_SIZE = 13;

  /** Devices of a ring that one account has in turn; as many accounts have one device. */
  static final int RING_DEVICES = 6;

  /** How long an account has a ring's device. */
  static final long RING_MILLIS = 20_000;

  /** Accounts behind one address, about. */
  static final int SWARM_SIZE = 50;

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

  /** The behavior of one of them, from an instant on. */
  PostingBehavior behavior(ShowTurns turns, long userHash, Random random, long fromMillis) {
    int turnMillis = turns.turnMillis();
    return switch (this) {
      case HAMMER ->
          new BurstBehavior(People.between(random, 50, 160), random, fromMillis, turns.endMillis());
      case METRONOME ->
          new TimerBehavior(
              turnMillis * People.between(random, 1, 1.03),
              People.between(random, 2, 30),
              random,
              fromMillis + random.nextInt(turnMillis),
              turns.endMillis());
      case DEVICE_FARM, ADDRESS_SWARM, SLOW_MIMIC, DEVICE_RING, QUICK_ASKER ->
          new HumanBehavior(hand(random), turns, userHash, random, fromMillis);
    };
  }

  private HumanTraits hand(Random random) {
    return switch (this) {
      case DEVICE_FARM, DEVICE_RING ->
          new HumanTraits(
              People.between(random, 90_000, 300_000),
              People.between(random, 5_000, 20_000),
              People.between(random, 0.05, 0.20),
              People.between(random, 400, 1_500),
              People.between(random, 0.3, 0.6),
              0);
      case ADDRESS_SWARM ->
          new HumanTraits(
              HumanTraits.NEVER_AWAY,
              0,
              People.between(random, 0.01, 0.08),
              People.between(random, 300, 900),
              People.between(random, 0.3, 0.6),
              0);
      case SLOW_MIMIC ->
          new HumanTraits(
              HumanTraits.NEVER_AWAY,
              0,
              0,
              People.between(random, 400, 1_500),
              People.between(random, 0.2, 0.45),
              0);
      case QUICK_ASKER ->
          new HumanTraits(
              People.between(random, 60_000, 240_000),
              People.between(random, 5_000, 30_000),
              People.between(random, 0.05, 0.20),
              People.between(random, 350, 1_200),
              People.between(random, 0.3, 0.6),
              0,
              1,
              1,
              People.between(random, 700, 1_400));
      case HAMMER, METRONOME -> throw new IllegalArgumentException(label + ": has no hand");
    };
  }
}
