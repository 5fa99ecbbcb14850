package io.hongbao.rules.crowd;

import java.util.Random;

/**
 * What people do with their phones: most look up from time to time, some stay all evening, some
 * press again and again, and children do not stop.
 */
final class People {

  /** Of the turns; who is asked for more would not be people. */
  static final double MAX_TURNS = 0.95;

  /** Of the people: they stay with the show and let few turns pass. */
  private static final double ENTHUSIASTS = 0.03;

  private static final double ENTHUSIASTS_USE = 0.9;

  /** Of the people: they press two or three times a second while they stay. */
  private static final double CHILDREN = 0.01;

  private static final double IMPATIENT = 0.05;
  private static final double SOMETIMES_IMPATIENT = 0.25;
  private static final int MAX_PRESSES_OF_THE_IMPATIENT = 5;
  private static final int WHOLE_TURN = 1_000;

  private People() {}

  /**
   * One of them.
   *
   * @param turnShare of all turns, that people use on average
   */
  static HumanTraits one(Random random, double turnShare) {
    double missShare = between(random, 0.05, 0.20);
    double spellMillis = between(random, 20_000, 90_000);
    double awayMillis;
    if (random.nextDouble() < ENTHUSIASTS) {
      missShare = between(random, 0.05, 0.15);
      spellMillis = HumanTraits.NEVER_AWAY;
      awayMillis = 0;
    } else {
      double others = (turnShare - ENTHUSIASTS * ENTHUSIASTS_USE) / (1 - ENTHUSIASTS);
      double own = others * between(random, 0.3, 1.7) / (1 - missShare);
      double staying = Math.max(0.005, Math.min(MAX_TURNS, own));
      awayMillis = spellMillis * (1 - staying) / staying;
    }
    double againShare = 0;
    int againMost = MAX_PRESSES_OF_THE_IMPATIENT;
    double patience = random.nextDouble();
    if (patience < CHILDREN) {
      againShare = 1;
      againMost = WHOLE_TURN;
    } else if (patience < CHILDREN + IMPATIENT) {
      againShare = between(random, 0.3, 0.6);
    } else if (patience < CHILDREN + IMPATIENT + SOMETIMES_IMPATIENT) {
      againShare = between(random, 0.05, 0.2);
    }
    return new HumanTraits(
        spellMillis,
        awayMillis,
        missShare,
        between(random, 350, 1_200),
        between(random, 0.35, 0.8),
        between(random, 0.08, 0.20),
        againShare,
        againMost,
        between(random, 300, 600));
  }

  static double between(Random random, double min, double max) {
    return min + (max - min) * random.nextDouble();
  }
}
