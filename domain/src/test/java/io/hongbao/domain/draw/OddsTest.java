package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OddsTest {

  private static final BigInteger DRAWS = BigInteger.TWO.pow(64);

  @Test
  void shouldAdmitNothingAtZero() {
    for (long draw : List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      assertThat(Odds.of("0").admit(draw)).isFalse();
      assertThat(Odds.of("0.000").admit(draw)).isFalse();
    }
  }

  @Test
  void shouldAdmitEverythingAtOne() {
    for (long draw : List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      assertThat(Odds.of("1").admit(draw)).isTrue();
      assertThat(Odds.of("1.00").admit(draw)).isTrue();
    }
  }

  @Test
  void shouldAdmitHalfOfTheUnsignedNumbersAtOneHalf() {
    Odds half = Odds.of("0.5");
    assertThat(half.admit(Long.MAX_VALUE)).isTrue();
    assertThat(half.admit(Long.MIN_VALUE)).isFalse();
    assertThat(half.admit(-1)).isFalse();
  }

  @Test
  void shouldAdmitNothingBelowOneDrawAndOneDrawJustAbove() {
    // 2^-64 is 0.0000000000000000000542…
    assertThat(Odds.of("0.00000000000000000005").admit(0)).isFalse();
    assertThat(Odds.of("0.00000000000000000006").admit(0)).isTrue();
    assertThat(Odds.of("0.00000000000000000006").admit(1)).isFalse();
  }

  @Test
  void shouldRefuseOnlyTheLastDrawJustBelowOne() {
    Odds nearlyOne = Odds.of("0.99999999999999999999");
    assertThat(nearlyOne.admit(-2)).isTrue();
    assertThat(nearlyOne.admit(-1)).isFalse();
  }

  @Test
  void shouldCutAtTheExactThresholdOfAnyShare() {
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      int decimals = 1 + random.nextInt(20);
      BigInteger whole = BigInteger.TEN.pow(decimals);
      BigInteger part = new BigInteger(70, random).mod(whole.subtract(BigInteger.ONE));
      Odds odds = Odds.of(new BigDecimal(part, decimals));
      BigInteger threshold = part.multiply(DRAWS).divide(whole);
      assertThat(odds.admit(threshold.longValue())).as("%s at its threshold", odds).isFalse();
      if (threshold.signum() > 0) {
        assertThat(odds.admit(threshold.subtract(BigInteger.ONE).longValue()))
            .as("%s below its threshold", odds)
            .isTrue();
      }
    }
  }

  @Test
  void shouldBeEqualWhateverTheTrailingZeros() {
    assertThat(Odds.of("0.10")).isEqualTo(Odds.of("0.1")).hasSameHashCodeAs(Odds.of("0.1"));
    assertThat(Odds.of("0.1"))
        .isNotEqualTo(Odds.of("0.2"))
        .doesNotHaveSameHashCodeAs(Odds.of("0.2"));
    assertThat(Odds.of("0.10")).hasToString("0.1");
  }

  @Test
  void shouldRefuseWhatIsNoShare() {
    assertThatThrownBy(() -> Odds.of("-0.01")).hasMessage("odds -0.01: expected 0 to 1");
    assertThatThrownBy(() -> Odds.of("1.01")).hasMessage("odds 1.01: expected 0 to 1");
    assertThatThrownBy(() -> Odds.of("0.000000000000000000001"))
        .hasMessageContaining("at most 20 decimals");
    assertThatThrownBy(() -> Odds.of("half"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("odds 'half': expected decimals as 0.02");
  }

  @Test
  void shouldRefuseHugeExponentsWithoutWritingThemOut() {
    for (String share : List.of("1E+2147483647", "-1E+2147483647", "1000E+2147483646")) {
      assertThatThrownBy(() -> Odds.of(share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 0 to 1");
    }
    assertThatThrownBy(() -> Odds.of("1E-2147483647"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 20 decimals");
  }
}
