package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

  private static final Duration SHORT_LIFE = Duration.ofMillis(10);
  private static final Duration LONG_LIFE = Duration.ofMinutes(1);

  private final RestartBackoff backoff = new RestartBackoff();

  @Test
  void shouldNotMakeAKilledPartWait() {
    // Given
    Duration first = backoff.after(SHORT_LIFE);

    // When
    Duration second = backoff.after(LONG_LIFE);

    // Then
    assertThat(first).isZero();
    assertThat(second).isZero();
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeAPartDiesAtOnceUpToABound() {
    // When
    Stream<Duration> pauses = Stream.generate(() -> backoff.after(SHORT_LIFE)).limit(8);

    // Then
    assertThat(pauses.map(Duration::toMillis))
        .containsExactly(0L, 250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
  }

  @Test
  void shouldForgetFormerDeathsWhenAPartLivedWell() {
    // Given
    backoff.after(SHORT_LIFE);
    backoff.after(SHORT_LIFE);
    backoff.after(LONG_LIFE);

    // When
    Duration next = backoff.after(SHORT_LIFE);

    // Then
    assertThat(next).isEqualTo(Duration.ofMillis(250));
  }
}
