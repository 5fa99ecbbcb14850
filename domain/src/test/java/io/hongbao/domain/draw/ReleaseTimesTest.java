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

  @Test
  void shouldLetTheRestOfAHeapFollowAtTheCap() {
    Curve steps =
        new Curve.Steps(List.of(step(500, "0.5"), step(2_000, "0.25"), step(9_000, "0.25")));

    assertThat(offsets(new Curve.Capped(steps, 2), 10_000, 8))
        .containsExactly(500, 1_000, 1_500, 2_000, 2_500, 3_000, 9_000, 9_500);
  }

  @Test
  void shouldRiseFasterToACapThatARampWouldPass() {
    // Two seconds of a ramp give four packets, and the cap gives four a second from then on.
    assertThat(offsets(new Curve.Capped(new Curve.Ramp(), 4), 4_000, 12))
        .containsExactly(
            0, 1_000, 1_414, 1_732, 2_000, 2_250, 2_500, 2_750, 3_000, 3_250, 3_500, 3_750);
  }

  @Test
  void shouldLeaveACurveAsItIsThatStaysBelowTheCap() {
    assertThat(offsets(new Curve.Capped(new Curve.Uniform(), 4), 1_000, 4))
        .containsExactly(0, 250, 500, 750);
    assertThat(offsets(new Curve.Capped(new Curve.Ramp(), 8), 1_000, 4))
        .containsExactly(0, 500, 707, 866);
  }

  @Test
  void shouldReleaseNoMoreThanTheCapInAnySecondAndAllBeforeTheClose() {
    SplittableRandom random = new SplittableRandom(17);
    for (int run = 0; run < 500; run++) {
      int waveMillis = random.nextInt(1_000, 100_000);
      int packets = random.nextInt(1, 2_000);
      Curve shape =
          switch (random.nextInt(3)) {
            case 0 -> new Curve.Uniform();
            case 1 -> new Curve.Ramp();
            default ->
                new Curve.Steps(
                    List.of(step(0, "0.7"), step(1 + random.nextInt(waveMillis / 10), "0.3")));
          };
      int least = new ReleaseTimes(shape, waveMillis, packets).minCap();
      int cap = random.nextBoolean() ? least : random.nextInt(least, 2 * least + 2);

      long[] offsets = offsets(new Curve.Capped(shape, cap), waveMillis, packets);

      assertThat(offsets).isSorted();
      assertThat(offsets[packets - 1]).isLessThan(waveMillis);
      for (int i = 0; i + cap < packets; i++) {
        assertThat(offsets[i + cap] - offsets[i])
            .as("%s, cap %d, %d packets, packet %d", shape, cap, packets, i)
            .isGreaterThanOrEqualTo(1_000);
      }
    }
  }

  @Test
  void shouldRefuseACapThatIsReachedTooLate() {
    assertThatThrownBy(() -> new ReleaseTimes(new Curve.Capped(new Curve.Ramp(), 9), 10_000, 91))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cap of 9 a second: expected at least 10");
    assertThatThrownBy(() -> new Curve.Capped(new Curve.Ramp(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cap of 0 a second: expected 1 to 100000000");
  }

  private static Curve.Step step(long atMillis, String share) {
    return new Curve.Step(atMillis, new BigDecimal(share));
  }

  private static long[] offsets(Curve curve, long waveMillis, long packets) {
    ReleaseTimes times = new ReleaseTimes(curve, waveMillis, packets);
    return LongStream.range(0, packets).map(times::offsetMillis).toArray();
  }
}
