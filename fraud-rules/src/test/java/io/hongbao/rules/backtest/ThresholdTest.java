package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final Set<String> SIGNALS = Set.of("users", "rhythm");

  @Test
  void shouldFindNumbersThatSignalsAreComparedWith() {
    assertThat(Threshold.of("users > 5 && (rhythm<15.0 || users >= 40)", SIGNALS))
        .extracting(Threshold::text)
        .containsExactly("users > 5", "rhythm < 15.0", "users >= 40");
  }

  @Test
  void shouldLeaveOtherNumbersAlone() {
    assertThat(Threshold.of("users == 5 || users > 2 * rhythm || others > 3 || users > 0", SIGNALS))
        .isEmpty();
  }

  @Test
  void shouldPutAnotherNumberInItsPlaceAlone() {
    Threshold second = Threshold.of("users > 5 && rhythm < 5", SIGNALS).get(1);

    assertThat(second.whenWith(7.5)).isEqualTo("users > 5 && rhythm < 7.5");
  }

  @Test
  void shouldTryWholeNumbersWhereOneStands() {
    assertThat(Threshold.of("users > 5", SIGNALS).get(0).candidates())
        .isEqualTo(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0));
  }

  @Test
  void shouldTryThreeDigitsWhereAFractionStands() {
    assertThat(Threshold.of("rhythm < 0.3", SIGNALS).get(0).candidates())
        .startsWith(0.075, 0.15, 0.18)
        .contains(0.3, 0.33)
        .endsWith(0.9, 1.2);
  }
}
