package io.hongbao.rehearsal.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CalmWindowsTest {

  private final EventCounts events = new EventCounts();

  @Test
  void shouldBeSettledFromTheFirstOfThreeSpansThatHoldTheTarget() {
    during(0, 700, 1_400);
    during(700, 4_000, 1_000);

    assertThat(settledAfter(0, 4_000)).hasValue(700);
  }

  @Test
  void shouldNotTakeASwingThroughTheTargetForCalm() {
    during(0, 1_000, 1_400);
    during(1_000, 2_000, 1_000);
    during(2_000, 3_000, 700);
    during(3_000, 6_000, 1_020);

    assertThat(settledAfter(0, 6_000)).as("0.4 of 0.5 s at the target").hasValue(2_900);
  }

  @Test
  void shouldTakeAMeanThatIsJustFivePercentOff() {
    during(0, 2_000, 1_050);
    during(2_000, 3_500, 950);

    assertThat(settledAfter(0, 2_000)).hasValue(0);
    assertThat(settledAfter(2_000, 3_500)).hasValue(0);
  }

  @Test
  void shouldCountFromTheStep() {
    during(0, 10_000, 1_000);
    during(10_000, 10_300, 2_000);
    during(10_300, 20_000, 1_000);

    assertThat(settledAfter(10_000, 20_000)).hasValue(300);
  }

  @Test
  void shouldNotBeSettledIfThreeSpansDoNotFit() {
    during(0, 1_400, 1_000);

    assertThat(settledAfter(0, 1_400)).isEmpty();
    assertThat(settledAfter(0, 1_500)).as("the last is short of events").isEmpty();
  }

  @Test
  void shouldTellTheShareOfCalmSpans() {
    during(0, 1_000, 1_000);
    during(1_000, 2_000, 1_200);

    assertThat(CalmWindows.calmShare(0, 2_000, CalmWindows.within(events, 1_000, 0.05)))
        .isEqualTo(0.5);
    assertThat(CalmWindows.calmShare(0, 0, (from, to) -> false)).isEqualTo(1);
  }

  @Test
  void shouldCallASpanGoodIfNearlyAllEventsAre() {
    EventCounts good = new EventCounts();
    during(0, 2_000, 1_000);
    for (int millis = 0; millis < 500; millis++) {
      good.add(millis);
    }
    for (int i = 0; i < 494; i++) {
      good.add(1_000);
    }
    CalmWindows.Condition condition = CalmWindows.mostly(events, good, 0.99);

    assertThat(condition.holds(0, 500)).isTrue();
    assertThat(condition.holds(500, 1_000)).isFalse();
    assertThat(condition.holds(1_000, 1_500)).as("494 of 500").isFalse();
    assertThat(condition.holds(2_000, 2_500)).as("nothing happens").isFalse();
  }

  private OptionalLong settledAfter(long fromMillis, long toMillis) {
    return CalmWindows.calmAfterMillis(
        fromMillis, toMillis, CalmWindows.within(events, 1_000, 0.05));
  }

  private void during(long fromMillis, long toMillis, int perSecond) {
    long count = (toMillis - fromMillis) * perSecond / 1_000;
    for (long i = 0; i < count; i++) {
      events.add(fromMillis + i * (toMillis - fromMillis) / count);
    }
  }
}
