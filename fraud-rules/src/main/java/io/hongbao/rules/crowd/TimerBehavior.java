package io.hongbao.rules.crowd;

import java.util.Optional;
import java.util.Random;

/** Posts by a timer that is set anew after each post. */
final class TimerBehavior implements PostingBehavior {

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
  TimerBehavior(
      double periodMillis, double jitterMillis, Random random, long firstMillis, long endMillis) {
    this.periodMillis = periodMillis;
    this.jitterMillis = jitterMillis;
    this.random = random;
    this.atMillis = firstMillis;
    this.endMillis = endMillis;
  }

  @Override
  public Optional<PhonePost> next() {
    if (atMillis >= endMillis) {
      return Optional.empty();
    }
    PhonePost post = new PhonePost((long) atMillis, false);
    atMillis += Math.max(1, periodMillis + jitterMillis * random.nextGaussian());
    return Optional.of(post);
  }
}
