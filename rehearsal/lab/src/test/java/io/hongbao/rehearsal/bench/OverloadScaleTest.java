package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverloadScaleTest {

  @Test
  void shouldHaveAsManyPhonesAsOfferTheLoad() {
    OverloadScale scale = OverloadScale.of(Scale.FULL, BenchOptions.standard());

    double pace = scale.pace().toMillis() / 1e3;

    assertThat(scale.phones(10) / pace).isBetween(10_000.0, 10_001.0);
    assertThat(scale.phones(1.4) / pace).isBetween(1_400.0, 1_401.0);
    assertThat(scale.pace()).as("never twice in a turn").isGreaterThan(scale.turn());
  }

  @Test
  void shouldKeepPhonesForTheTimeAfterWhoHadNoPartInTheOverload() {
    OverloadScale scale = OverloadScale.of(Scale.FULL, new BenchOptions(500, true));

    assertThat(scale.users()).isEqualTo(scale.phones(OverloadScale.MAX_FACTOR) + scale.phones(0.8));
    assertThat(scale.fairness()).contains(Duration.ofMinutes(10));
  }

  @Test
  void shouldEndWithinTwentyMinutesUnlessItIsAskedForTheLongFigure() {
    OverloadScale scale = OverloadScale.of(Scale.FULL, BenchOptions.standard());
    Duration oneKind = scale.warmUp().plus(scale.level().multipliedBy(5)).plus(scale.after());

    assertThat(scale.fairness()).isEmpty();
    assertThat(oneKind.multipliedBy(2)).isLessThan(Duration.ofMinutes(16));
  }

  @Test
  void shouldRefuseACapThatNoMachineOffersTenTimes() {
    assertThatThrownBy(() -> new BenchOptions(5_001, false))
        .hasMessage("cap 5001: expected 20 to 5000 a second");
    assertThatThrownBy(() -> new BenchOptions(19, false))
        .hasMessage("cap 19: expected 20 to 5000 a second");
  }
}
