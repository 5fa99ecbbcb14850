package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  private final RetryBudget budget = new RetryBudget();

  private long spendAll() {
    return IntStream.iterate(0, i -> i + 1).takeWhile(i -> budget.spend()).count();
  }

  private void earn(int shakes) {
    IntStream.range(0, shakes).forEach(i -> budget.earn());
  }

  @Test
  void shouldAllowAQuietEdgeAFewRepeats() {
    assertThat(spendAll()).isEqualTo(10);
  }

  @Test
  void shouldAllowOneRepeatForTenNewShakes() {
    spendAll();

    earn(1_009);

    assertThat(spendAll()).isEqualTo(100);
  }

  @Test
  void shouldSaveUpNoMoreThanItsBound() {
    earn(1_000_000);

    assertThat(spendAll()).isEqualTo(10_000);
  }

  @Test
  void shouldTakeBackWhatWasNotMade() {
    spendAll();

    budget.giveBack();

    assertThat(spendAll()).isEqualTo(1);
  }
}
