package io.hongbao.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {

  private final ClockCheck check = new ClockCheck();

  @Test
  void shouldTrustTheClockUntilSomethingSpeaksAgainstIt() {
    assertThat(check.isFine()).isTrue();
  }

  /** Sent at 1000, acknowledged at 1100. */
  @ParameterizedTest(name = "stamp {0}: fine {1}")
  @CsvSource({
    "1050, true", // in between: nothing wrong
    "1350, true", // ahead by 250 to 350: may be just within
    "1351, false", // ahead by 251 at least
    "750, true", // behind by 250 to 350: may be just within
    "749, false" // behind by 251 at least
  })
  void shouldDoubtTheClockOnlyIfItIsCertainlyOff(long stampMillis, boolean fine) {
    check.observe(1_000, 1_100, stampMillis);

    assertThat(check.isFine()).isEqualTo(fine);
  }

  @Test
  void shouldNotBeMisledByABrokerThatPaused() {
    check.observe(1_000, 31_000, 30_990);

    assertThat(check.isFine()).isTrue();
    assertThat(check.leastMillis()).isEqualTo(-10);
    assertThat(check.maxMillis()).isEqualTo(29_990);
  }

  @Test
  void shouldForgiveWhenTheNextAcknowledgementIsFine() {
    check.observe(1_000, 1_010, 5_000);
    check.observe(6_000, 6_010, 6_005);

    assertThat(check.isFine()).isTrue();
  }
}
