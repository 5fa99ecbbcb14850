package io.hongbao.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReturnSpreadTest {

  @Test
  void shouldSpreadAHerdEvenlyOverTheWindow() {
    ReturnSpread spread = new ReturnSpread(10, 0.3);
    int[] bySecond = new int[11];
    IntStream.range(0, 10_000).forEach(i -> bySecond[spread.nextSeconds()]++);
    assertThat(bySecond[0]).isZero();
    for (int second = 1; second <= 10; second++) {
      assertThat(bySecond[second]).isBetween(990, 1_010);
    }
  }

  @Test
  void shouldKeepAnyFewApart() {
    ReturnSpread spread = new ReturnSpread(10, 0.9);
    assertThat(IntStream.range(0, 5).map(i -> spread.nextSeconds()).distinct().count())
        .isEqualTo(5);
  }
}
