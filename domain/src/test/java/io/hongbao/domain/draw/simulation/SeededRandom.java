package io.hongbao.domain.draw.simulation;

import java.util.List;
import java.util.Random;

/** What a seed decides. The same seed throws the same. */
public final class SeededRandom {

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final Random random;

  /** Random numbers of a seed; neighbouring seeds give numbers unlike each other. */
  public SeededRandom(long seed) {
    this.random = new Random(seed * SPREAD);
  }

  /** Whether something happens that does so in so many of 100 cases. */
  public boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  /** A number from {@code least} to {@code most}, both inclusive. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  Random random() {
    return random;
  }
}
