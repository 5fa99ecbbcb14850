package io.hongbao.show.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.show.Campaigns;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AmountSplitterTest {

  private final PlanningRandom random = new PlanningRandom(new byte[32]);

  @Test
  void shouldSpendTheBudgetToTheFenWithinMinAndMax() {
    SplittableRandom pools = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      Pool pool = Campaigns.randomPool("cola", pools);

      int[] amounts = AmountSplitter.split(pool, random);

      assertThat(amounts).as(pool.toString()).hasSize(pool.packets());
      assertThat(Arrays.stream(amounts).asLongStream().sum())
          .as(pool.toString())
          .isEqualTo(pool.budgetFen());
      assertThat(Arrays.stream(amounts).min().orElseThrow())
          .as(pool.toString())
          .isGreaterThanOrEqualTo((int) pool.minFen());
      assertThat(Arrays.stream(amounts).max().orElseThrow())
          .as(pool.toString())
          .isLessThanOrEqualTo((int) pool.maxFen());
    }
  }

  @Test
  void shouldGiveTheOnlySplitWhereThereIsOne() {
    assertThat(AmountSplitter.split(new Pool("cola", 3, 300, 100, 100), random))
        .containsExactly(100, 100, 100);
    assertThat(AmountSplitter.split(new Pool("cola", 3, 300, 100, 500), random))
        .containsExactly(100, 100, 100);
    assertThat(AmountSplitter.split(new Pool("cola", 3, 1_500, 100, 500), random))
        .containsExactly(500, 500, 500);
    assertThat(AmountSplitter.split(new Pool("cola", 1, 123, 100, 500), random))
        .containsExactly(123);
  }

  @Test
  void shouldUseTheWholeRangeFromMinToMax() {
    int[] amounts = AmountSplitter.split(new Pool("cola", 10_000, 5_000_000, 100, 2_000), random);

    // Average 500: of 1,900 fen between min and max, 1,500 lie above it.
    double belowAverage = Arrays.stream(amounts).filter(fen -> fen <= 500).count() / 10_000.0;
    assertThat(belowAverage).isBetween(0.77, 0.81);
    assertThat(Arrays.stream(amounts).filter(fen -> fen < 110).count()).isBetween(100L, 300L);
    assertThat(Arrays.stream(amounts).filter(fen -> fen > 1_900).count()).isBetween(70L, 220L);
  }

  @Test
  void shouldMakeEveryPlaceAlike() {
    double first = 0;
    double last = 0;
    for (int i = 0; i < 20_000; i++) {
      int[] amounts = AmountSplitter.split(new Pool("cola", 5, 1_000, 1, 900), random);
      first += amounts[0];
      last += amounts[4];
    }

    assertThat(first / 20_000).isBetween(194.0, 206.0);
    assertThat(last / 20_000).isBetween(194.0, 206.0);
  }
}
