package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.fixtures.TermsFixture;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharePlannerTest {

  private static final byte[] SECRET = TermsFixture.SECRET.bytes();

  @Test
  void shouldSpendTheAmountToTheFen() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      int shares = 1 + random.nextInt(SharePlanner.MAX_SHARES);
      long amountFen = shares + random.nextLong(random.nextBoolean() ? 20 : 10_000_000);

      List<Long> split = SharePlanner.split(SECRET, "gala.3.1." + i, amountFen, shares);

      assertThat(split).hasSize(shares);
      assertThat(Collections.min(split)).isPositive();
      assertThat(split.stream().mapToLong(Long::longValue).sum()).isEqualTo(amountFen);
    }
  }

  @Test
  void shouldGiveTheOnlySplitWhereThereIsOne() {
    assertThat(SharePlanner.split(SECRET, "gala.3.1.7", 5, 5)).containsExactly(1L, 1L, 1L, 1L, 1L);
    assertThat(SharePlanner.split(SECRET, "gala.3.1.7", 188, 1)).containsExactly(188L);
  }

  @Test
  void shouldFollowFromSecretAndPacketAlone() {
    List<Long> split = SharePlanner.split(SECRET, "gala.3.1.7", 1_888, 5);

    assertThat(SharePlanner.split(SECRET, "gala.3.1.7", 1_888, 5)).isEqualTo(split);
    assertThat(SharePlanner.split(SECRET, "gala.3.1.8", 1_888, 5)).isNotEqualTo(split);
    assertThat(SharePlanner.split(new byte[32], "gala.3.1.7", 1_888, 5)).isNotEqualTo(split);
    assertThat(split).isEqualTo(GOLDEN);
  }

  /** Of a second implementation, in Python. */
  private static final List<Long> GOLDEN = List.of(177L, 114L, 704L, 706L, 187L);

  @Test
  void shouldMakeEveryPlaceAlikeAndShareUnevenly() {
    double[] sums = new double[4];
    double largest = 0;
    for (int i = 0; i < 20_000; i++) {
      List<Long> split = SharePlanner.split(SECRET, "gala.0.1." + i, 400, 4);
      for (int place = 0; place < 4; place++) {
        sums[place] += split.get(place);
      }
      largest += Collections.max(split);
    }

    for (double sum : sums) {
      assertThat(sum / 20_000).isBetween(97.0, 103.0);
    }
    assertThat(largest / 20_000).isBetween(170.0, 215.0);
  }

  @Test
  void shouldRefuseSplitsThatCannotBe() {
    assertThatThrownBy(() -> SharePlanner.split(SECRET, "gala.3.1.7", 4, 5))
        .hasMessage(
            "4 fen in 5 shares: expected 1 to 100 shares of at least 1 fen, and at most"
                + " 1152921504606846976 fen");
    assertThatThrownBy(() -> SharePlanner.split(SECRET, "gala.3.1.7", (1L << 60) + 1, 2))
        .hasMessageContaining("in 2 shares");
    assertThat(SharePlanner.split(SECRET, "gala.3.1.7", 1L << 60, 2)).hasSize(2);
    assertThatThrownBy(() -> SharePlanner.split(SECRET, "gala.3.1.7", 400, 0))
        .hasMessageContaining("in 0 shares");
    assertThatThrownBy(() -> SharePlanner.split(SECRET, "gala.3.1.7", 400, 101))
        .hasMessageContaining("in 101 shares");
    assertThat(SharePlanner.split(SECRET, "gala.3.1.7", 100, 100)).hasSize(100);
    assertThatThrownBy(() -> SharePlanner.requireShares(List.of()))
        .hasMessage("0 shares: expected 1 to 100");
    assertThatThrownBy(() -> SharePlanner.requireShares(Collections.nCopies(101, 1L)))
        .hasMessage("101 shares: expected 1 to 100");
    assertThatThrownBy(() -> SharePlanner.requireShares(List.of(5L, 0L)))
        .hasMessageStartingWith("share of 0 fen");
    assertThatThrownBy(() -> SharePlanner.requireShares(List.of(Long.MAX_VALUE, 1L)))
        .hasMessageStartingWith("share of 1 fen");
    assertThat(SharePlanner.requireShares(List.of(Long.MAX_VALUE - 1, 1L))).hasSize(2);
    assertThat(SharePlanner.requireShares(Collections.nCopies(100, 1L))).hasSize(100);
  }
}
