package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReleaseTimesTest {

  private static final long THIRTY_FIVE_DAYS = 3_024_000_000L;

  @Test
  void shouldReleaseEvenly() {
    assertThat(offsets(new Curve.Uniform(), 1_000, 4)).containsExactly(0, 250, 500, 750);
    assertThat(offsets(new Curve.Uniform(), 10, 3)).containsExactly(0, 3, 6);
    assertThat(offsets(new Curve.Uniform(), 1, 3)).containsExactly(0, 0, 0);
  }

  @Test
  void shouldReleaseFasterAndFaster() {
    assertThat(offsets(new Curve.Ramp(), 1_000, 4)).containsExactly(0, 500, 707, 866);
  }

  @Test
  void shouldReleaseInHeapsByShare() {
    Curve steps =
        new Curve.Steps(
            List.of(
                step(0, "0.25"), step(90, "0.5"), step(91, "0.0000001"), step(92, "0.2499999")));

    assertThat(offsets(steps, 100, 8)).containsExactly(0, 0, 90, 90, 90, 90, 91, 92);
    assertThat(offsets(steps, 100, 3)).containsExactly(0, 90, 90);
  }

  @Test
  void shouldKeepTheRampExactAtAnySize() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000; i++) {
      long waveMillis = 1 + random.nextLong(THIRTY_FIVE_DAYS);
      long packets = 1 + random.nextLong(1L << random.nextInt(32));
      long index = random.nextInt(4) == 0 ? packets - 1 : random.nextLong(packets);

      long offset = new ReleaseTimes(new Curve.Ramp(), waveMillis, packets).offsetMillis(index);

      BigInteger exact =
          BigInteger.valueOf(waveMillis)
              .pow(2)
              .multiply(BigInteger.valueOf(index))
              .divide(BigInteger.valueOf(packets))
              .sqrt();
      assertThat(offset).isEqualTo(exact.longValueExact()).isLessThan(waveMillis);
    }
  }

  @Test
  void shouldCountWhatIsReleasedBeforeAnInstant() {
    ReleaseTimes times = new ReleaseTimes(new Curve.Uniform(), 1_000, 4);

    assertThat(LongStream.of(0, 1, 250, 251, 1_000).map(times::releasedBefore))
        .containsExactly(0L, 1L, 1L, 2L, 4L);
  }

  @Test
  void shouldRefuseAStepAfterTheClose() {
    Curve steps = new Curve.Steps(List.of(step(100, "1")));

    assertThatThrownBy(() -> new ReleaseTimes(steps, 100, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps: the last one is after the wave's close");
  }

  private static Curve.Step step(long atMillis, String share) {
    return new Curve.Step(atMillis, new BigDecimal(share));
  }

  private static long[] offsets(Curve curve, long waveMillis, long packets) {
    ReleaseTimes times = new ReleaseTimes(curve, waveMillis, packets);
    return LongStream.range(0, packets).map(times::offsetMillis).toArray();
  }
}
