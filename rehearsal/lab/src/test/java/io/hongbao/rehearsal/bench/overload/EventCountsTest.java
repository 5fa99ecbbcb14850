package io.hongbao.rehearsal.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventCountsTest {

  private final EventCounts counts = new EventCounts();

  @Test
  void shouldCountEventsByTheTenthOfASecond() {
    counts.add(0);
    counts.add(99);
    counts.add(100);
    counts.add(250);

    assertThat(counts.between(0, 100)).isEqualTo(2);
    assertThat(counts.between(100, 300)).isEqualTo(2);
    assertThat(counts.between(0, 300)).isEqualTo(4);
    assertThat(counts.between(300, 10_000)).isZero();
  }

  @Test
  void shouldTakeTheSlotsThatBeginInASpan() {
    counts.add(110);

    assertThat(counts.between(101, 200)).as("the slot began before").isZero();
    assertThat(counts.between(50, 101)).as("the slot begins in it").isEqualTo(1);
  }

  @Test
  void shouldGiveTheMeanRateOfASpan() {
    for (int millis = 0; millis < 1_000; millis += 2) {
      counts.add(millis);
    }

    assertThat(counts.perSecond(0, 1_000)).isEqualTo(500);
    assertThat(counts.perSecond(500, 1_500)).isEqualTo(250);
    assertThat(counts.perSecond(500, 500)).isZero();
  }

  @Test
  void shouldKeepWhatComesBeforeTheBeginningOrAfterAnHour() {
    counts.add(-5);
    counts.add(7_200_000);

    assertThat(counts.between(0, 100)).isEqualTo(1);
    assertThat(counts.between(0, 3_600_000)).isEqualTo(2);
  }
}
