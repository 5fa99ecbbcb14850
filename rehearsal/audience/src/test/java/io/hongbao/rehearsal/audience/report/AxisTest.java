package io.hongbao.rehearsal.audience.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.rehearsal.audience.report.Axis.Tick;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void shouldMarkTimesThatPeopleLikeToRead() {
    assertThat(Axis.time(1).ticks()).extracting(Tick::label).containsExactly("0 s", "1 s");
    assertThat(Axis.time(45).ticks())
        .extracting(Tick::label)
        .containsExactly("0 s", "10 s", "20 s", "30 s", "40 s");
    assertThat(Axis.time(300).ticks())
        .extracting(Tick::label)
        .containsExactly("0 s", "1:00", "2:00", "3:00", "4:00", "5:00");
    assertThat(Axis.time(86_400).ticks())
        .extracting(Tick::label)
        .containsExactly("0 s", "6:00:00", "12:00:00", "18:00:00", "24:00:00");
  }

  @Test
  void shouldEndCountsAtARoundNumber() {
    assertThat(Axis.counts("", 4_120).ticks())
        .extracting(Tick::label)
        .containsExactly("0", "1,000", "2,000", "3,000", "4,000", "5,000");
    assertThat(Axis.counts("", 61_000).ticks())
        .extracting(Tick::label)
        .containsExactly("0", "20k", "40k", "60k", "80k");
    assertThat(Axis.counts("", 0).ticks()).extracting(Tick::label).containsExactly("0", "1");
    assertThat(Axis.counts("", 4_120).share().applyAsDouble(2_500)).isEqualTo(0.5);
  }

  @Test
  void shouldLayLatenciesByTheirLogarithm() {
    Axis axis = Axis.latencies(2_300, 812_000);

    assertThat(axis.ticks())
        .extracting(Tick::label)
        .containsExactly("1 ms", "10 ms", "100 ms", "1 s");
    assertThat(axis.share().applyAsDouble(10_000)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Axis.latencies(0, 0).ticks())
        .extracting(Tick::label)
        .containsExactly("0.001 ms", "0.01 ms");
  }

  @Test
  void shouldGiveEachNineOfAPercentileTheSameLength() {
    Axis axis = Axis.percentiles();

    assertThat(axis.ticks())
        .extracting(Tick::label)
        .containsExactly("50", "90", "99", "99.9", "99.99");
    double nine = axis.share().applyAsDouble(99) - axis.share().applyAsDouble(90);
    assertThat(axis.share().applyAsDouble(50)).isZero();
    assertThat(axis.share().applyAsDouble(99.9) - axis.share().applyAsDouble(99))
        .isCloseTo(nine, within(1e-9));
    assertThat(axis.share().applyAsDouble(99.99)).isCloseTo(1, within(1e-9));
  }
}
