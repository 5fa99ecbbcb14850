package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF = new Backoff(100, 5_000);

  @Test
  void shouldDoubleItsCeilingUpToTheMost() {
    assertThat(IntStream.of(1, 2, 3, 6, 7, 1_000_000).mapToLong(BACKOFF::ceilingMillis).toArray())
        .containsExactly(100, 200, 400, 3_200, 5_000, 5_000);
  }

  @Test
  void shouldDrawFromTheWholeSpan() {
    SplittableRandom chance = new SplittableRandom(7);

    List<Long> delays =
        IntStream.range(0, 1_000).mapToObj(it -> BACKOFF.delayMillis(3, chance)).toList();

    assertThat(delays).allMatch(it -> it >= 0 && it <= 400);
    assertThat(delays).anyMatch(it -> it < 40).anyMatch(it -> it > 360);
  }
}
