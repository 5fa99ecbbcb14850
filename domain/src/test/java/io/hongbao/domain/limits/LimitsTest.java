package io.hongbao.domain.limits;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void shouldRefuseLimitsThatNobodyCouldKeep() {
    assertThatThrownBy(() -> new Limits(0, 1)).hasMessageContaining("packets_per_user 0");
    assertThatThrownBy(() -> new Limits(1, 0))
        .hasMessageContaining("packets_per_user_and_enterprise 0");
  }
}
