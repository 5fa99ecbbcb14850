package io.hongbao.rules.crowd;

import java.util.Optional;
import java.util.Random;

/** Posts one after the other for a while, and rests. */
final class BurstBehavior implements PostingBehavior {

  private static final double MIN_BURST_MILLIS = 10_000;
  private static final double MAX_BURST_MILLIS = 40_000;
  private static final double MIN_REST_MILLIS = 4_000;
  private static final double MAX_REST_MILLIS = 15_000;

  private final double gapMillis;
  private final Random random;
  private final long endMillis;
  private double atMillis;
  private double restsAtMillis;

  /**
   * A hammer.
   *
   * @param gapMillis from one post to the next, on average
   */
  BurstBehavior(double gapMillis, Random random, long fromMillis, long endMillis) {
    this.gapMillis = gapMillis;
    this.random = random;
    this.endMillis = endMillis;
    rest((double) fromMillis);
  }

  @Override
  public Optional<PhonePost> next() {
    if (atMillis >= endMillis) {
      return Optional.empty();
    }
    PhonePost post = new PhonePost((long) atMillis, false);
    atMillis += gapMillis * (0.8 + 0.4 * random.nextDouble());
    if (atMillis >= restsAtMillis) {
      rest(atMillis);
    }
    return Optional.of(post);
  }

  private void rest(double sinceMillis) {
    atMillis = sinceMillis + People.between(random, MIN_REST_MILLIS, MAX_REST_MILLIS);
    restsAtMillis = atMillis + People.between(random, MIN_BURST_MILLIS, MAX_BURST_MILLIS);
  }
}
