package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RateSearchTest {

  @Test
  void shouldComeCloseToWhatCanBeBorne() {
    RateSearch search = new RateSearch(1_000, 50_000, 1.3, 0.05, 20);

    List<Double> tried = search(search, 9_000);

    assertThat(search.highest()).isCloseTo(9_000, within(450.0)).isLessThanOrEqualTo(9_000);
    assertThat(tried).hasSizeLessThan(20);
  }

  @Test
  void shouldTryARateAgainBeforeItHasFailed() {
    RateSearch search = new RateSearch(1_000, 50_000, 2, 0.3, 20);

    search.tried(true);
    search.tried(false);
    assertThat(search.next()).hasValue(2_000);
    search.tried(true);
    assertThat(search.next()).hasValue(4_000);
    search.tried(false);
    search.tried(false);

    assertThat(search.next()).hasValue(3_000);
    assertThat(search.highest()).isEqualTo(2_000);
  }

  @Test
  void shouldNotBeEndedByABlipNowAndThen() {
    RateSearch search = new RateSearch(1_000, 50_000, 1.3, 0.05, 40);

    int tries = 0;
    for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
      tries++;
      search.tried(rate.getAsDouble() <= 9_000 && tries % 3 != 0);
    }

    assertThat(search.highest()).isCloseTo(9_000, within(450.0));
  }

  @Test
  void shouldLookDownwardsIfTheFirstIsTooHigh() {
    RateSearch search = new RateSearch(4_000, 50_000, 1.3, 0.05, 20);

    search(search, 700);

    assertThat(search.highest()).isCloseTo(700, within(35.0));
  }

  @Test
  void shouldEndAtTheHighestThatMayBeTried() {
    RateSearch search = new RateSearch(1_000, 5_000, 1.3, 0.05, 20);

    List<Double> tried = search(search, 1e9);

    assertThat(search.highest()).isEqualTo(5_000);
    assertThat(tried).endsWith(5_000.0);
  }

  @Test
  void shouldGiveUpWhereNothingIsBorne() {
    RateSearch search = new RateSearch(1_000, 5_000, 1.3, 0.05, 6);

    List<Double> tried = search(search, 0);

    assertThat(search.highest()).isZero();
    assertThat(tried).hasSize(6);
  }

  private static List<Double> search(RateSearch search, double bearable) {
    List<Double> tried = new ArrayList<>();
    for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
      tried.add(rate.getAsDouble());
      search.tried(rate.getAsDouble() <= bearable);
    }
    return tried;
  }
}
