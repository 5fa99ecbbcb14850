package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private final CircuitBreaker breaker = new CircuitBreaker(1_000);

  @Test
  void shouldStayClosedWhileLessThanHalfFails() {
    for (int i = 0; i < 200; i++) {
      breaker.end(i % 5 < 2, i);
    }

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.begin(200)).isZero();
  }

  @Test
  void shouldOpenWhenHalfOfTheLastTwentyFailed() {
    for (int i = 0; i < 10; i++) {
      breaker.end(false, 0);
    }
    for (int i = 0; i < 9; i++) {
      breaker.end(true, 0);
    }
    assertThat(breaker.isOpen()).isFalse();

    breaker.end(true, 50);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.begin(50)).isEqualTo(1_000);
  }

  @Test
  void shouldTryOnceAfterThePause() {
    open();

    assertThat(breaker.begin(1_000)).isZero();
    assertThat(breaker.begin(1_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldCloseWhenTheTrySucceeds() {
    open();
    breaker.begin(1_000);

    breaker.end(false, 1_100);

    assertThat(breaker.begin(1_100)).isZero();
    assertThat(breaker.begin(1_100)).isZero();
  }

  @Test
  void shouldPauseAgainWhenTheTryFails() {
    open();
    breaker.begin(1_000);

    breaker.end(true, 1_100);

    assertThat(breaker.begin(1_100)).isEqualTo(1_000);
  }

  private void open() {
    for (int i = 0; i < CircuitBreaker.WINDOW; i++) {
      breaker.end(true, 0);
    }
  }
}
