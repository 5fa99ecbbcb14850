package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void shouldStayAsDeepHoweverOftenItMeasures() {
    assertThat(Scale.FULL.withPairs(1).isQuick()).isFalse();
    assertThat(Scale.FULL.withPairs(2).isBrief()).isFalse();
    assertThat(Scale.BRIEF.withPairs(5).isBrief()).isTrue();
    assertThat(Scale.FULL.withPairs(5).pairs()).isEqualTo(5);
  }

  @Test
  void shouldRefuseNoPairsAndMoreThanADayHolds() {
    assertThatThrownBy(() -> Scale.FULL.withPairs(0)).hasMessage("pairs is 0, expected 1 to 20");
    assertThatThrownBy(() -> Scale.FULL.withPairs(21)).hasMessage("pairs is 21, expected 1 to 20");
  }
}
