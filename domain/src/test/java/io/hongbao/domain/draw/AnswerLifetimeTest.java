package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnswerLifetimeTest {

  private static final long FROM = 1_802_003_400_000L;

  @Test
  void shouldKeepAnswersLongerFromItsInstantOn() {
    AnswerLifetime longer = new AnswerLifetime(1_800_000, FROM);

    assertThat(longer.keptMillisAt(FROM - 1)).isEqualTo(600_000);
    assertThat(longer.keptMillisAt(FROM)).isEqualTo(1_800_000);
    assertThat(AnswerLifetime.USUAL.keptMillisAt(0)).isEqualTo(600_000);
  }

  @Test
  void shouldBeBounded() {
    assertThat(new AnswerLifetime(86_400_000, 0).keptMillisAt(1)).isEqualTo(86_400_000);
    assertThatThrownBy(() -> new AnswerLifetime(599_999, 0))
        .hasMessage("answers kept for 599999 ms: expected 600000 to 86400000");
    assertThatThrownBy(() -> new AnswerLifetime(86_400_001, 0)).hasMessageContaining("86400001");
    assertThatThrownBy(() -> new AnswerLifetime(600_000, -1))
        .hasMessage("answers kept longer from -1 ms: expected 0 to 253402300799999");
  }
}
