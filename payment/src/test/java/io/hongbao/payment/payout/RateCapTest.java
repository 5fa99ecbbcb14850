package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateCapTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldLetNoMoreThroughThanItsRateAndABurst() {
    RateCap cap = new RateCap(100);

    int taken = 0;
    for (long now = 0; now < 10 * SECOND; now += SECOND / 1_000) {
      if (cap.waitNanos(now) == 0) {
        cap.take(now);
        taken++;
      }
    }

    assertThat(taken).isBetween(1_000, 1_010);
  }

  @Test
  void shouldSayHowLongToWait() {
    RateCap cap = new RateCap(2);
    cap.take(0);

    assertThat(cap.waitNanos(0)).isEqualTo(SECOND / 2);
    assertThat(cap.waitNanos(SECOND / 4)).isEqualTo(SECOND / 4);
    assertThat(cap.waitNanos(SECOND)).isZero();
  }

  @Test
  void shouldNotSaveUpWhatWasNotUsed() {
    RateCap cap = new RateCap(100);
    cap.take(0);

    int taken = 0;
    while (cap.waitNanos(60 * SECOND) == 0) {
      cap.take(60 * SECOND);
      taken++;
    }

    assertThat(taken).isEqualTo(10);
  }
}
