package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.PrefetchBench.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefetchBenchTest {

  /** Nothing, then ten seconds of 100 bytes, then nothing. */
  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int second = 0; second <= 20; second++) {
      long sent = 100L * Math.max(0, Math.min(10, second - 5));
      samples.add(new Sample(second * 1_000L, sent, null));
    }
    return samples;
  }

  @Test
  void shouldTakeTheRateFromTheMiddle() {
    List<Sample> steady = PrefetchBench.steady(samples());

    assertThat(steady).extracting(Sample::atMillis).startsWith(7_000L).endsWith(13_000L);
    assertThat(PrefetchBench.perSecond(steady.get(0), steady.get(steady.size() - 1)))
        .isEqualTo(100.0);
  }

  @Test
  void shouldCountWhatWasSentAfterTheOpening() {
    assertThat(PrefetchBench.sentSince(samples(), 15_000)).isZero();
    assertThat(PrefetchBench.sentSince(samples(), 13_500)).isEqualTo(200);
    assertThat(PrefetchBench.sentSince(samples(), -1)).isEqualTo(1_000);
  }

  @Test
  void shouldTakeAllOfARunThatIsOverTooSoon() {
    List<Sample> two = List.of(new Sample(0, 0, null), new Sample(1_000, 500, null));

    assertThat(PrefetchBench.steady(two)).isEqualTo(two);
  }
}
