package io.hongbao.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskLevelTest {

  @Test
  void shouldKeepTheCodesThatStandInTheLog() {
    assertThat(Arrays.stream(RiskLevel.values()).map(RiskLevel::code))
        .isEqualTo(List.of(0, 1, 2, 3, 4, 5));
    for (RiskLevel level : RiskLevel.values()) {
      assertThat(RiskLevel.ofCode(level.code())).isEqualTo(level);
    }
  }

  @Test
  void shouldSendEmptyHoldAndBlockDownTheLosingRoad() {
    assertThat(Arrays.stream(RiskLevel.values()).filter(RiskLevel::walksLosingRoad))
        .isEqualTo(List.of(RiskLevel.EMPTY, RiskLevel.HOLD, RiskLevel.BLOCK));
  }

  @Test
  void shouldRefuseAnUnknownCode() {
    assertThatThrownBy(() -> RiskLevel.ofCode(6)).hasMessageContaining("risk level code 6");
  }
}
