package io.hongbao.rules.crowd;

import java.util.Optional;
import java.util.Random;

/** Posts by a timer that is set anew after each post. */
final class TimerHabit implements Habit {

  private final double periodMillis;
  private final double jitterMillis;
  private final Random random;
  private final long endMillis;
  private double atMillis;

  /**
   * A timer.
   *
   * @param jitterMillis by how much two periods differ, typically
   * @param firstMillis of its first post
   * @param endMillis it posts no more from then on
   */
  TimerHabit(
      double periodMillis, double jitterMillis, Random random, long firstMillis, long endMillis) {
    this.periodMillis = periodMillis;
    this.jitterMillis = jitterMillis;
    this.random = random;
    this.atMillis = firstMillis;
    this.endMillis = endMillis;
  }

  @Override
  public Optional<Press> next() {
    if (atMillis >= endMillis) {
      return Optional.empty();
    }
    Press press = new Press((long) atMillis, false);
    atMillis += Math.max(1, periodMillis + jitterMillis * random.nextGaussian());
    return Optional.of(press);
  }
}
