package io.hongbao.edge.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteRateCapTest {

  private static final long START = TimeUnit.DAYS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ByteRateCap cap = new ByteRateCap(1_000, START);

  @Test
  void shouldLetASecondsBytesGoAtOnce() {
    assertThat(cap.take(500, START)).isZero();
    assertThat(cap.take(500, START)).isZero();
    assertThat(cap.take(500, START)).as("the last that begins within the second").isZero();
    assertThat(cap.take(500, START)).isEqualTo(500 * MILLI);
    assertThat(cap.take(500, START + 500 * MILLI)).isZero();
  }

  @Test
  void shouldLetOneOfAnySizeGo() {
    assertThat(cap.take(60_000, START)).isZero();
    assertThat(cap.take(1, START)).isEqualTo(59 * SECOND);
    assertThat(cap.take(60_000, START + 59 * SECOND)).isZero();
  }

  @Test
  void shouldKeepToTheCapOverTime() {
    long sent = 0;
    for (int milli = 0; milli < 100_000; milli++) {
      if (cap.take(40, START + milli * MILLI) == 0) {
        sent += 40;
      }
    }
    // A hundred seconds' bytes, and those of the first second that may go at once.
    assertThat(sent).isBetween(100_000L, 101_040L);
  }

  @Test
  void shouldNotSaveUpWhatWasNotSent() {
    assertThat(cap.take(1, START)).isZero();
    long later = START + 1_000 * SECOND;
    assertThat(cap.take(1_000, later)).isZero();
    assertThat(cap.take(1_000, later)).isZero();
    assertThat(cap.take(1_000, later)).isEqualTo(SECOND);
  }
}
