package io.hongbao.rehearsal.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Timeline timeline = new Timeline();

  @Test
  void shouldCountEachEventInTheSecondInWhichItHappened() {
    timeline.sent(millis(0));
    timeline.sent(millis(999));
    timeline.acknowledged(millis(1_000));
    timeline.answered(AnswerResult.MISS, millis(2_500), 800);

    assertThat(timeline.slices(millis(1_000), new ShakeTimes(2), 2))
        .containsExactly(
            new TimeSlice(2, 2, 0, Map.of(), nothingMeasured()),
            new TimeSlice(0, 0, 1, Map.of(), nothingMeasured()),
            new TimeSlice(
                0, 0, 0, Map.of(AnswerResult.MISS, 1L), new Latencies(1, 803, 803, 803, 803, 803)));
  }

  @Test
  void shouldReachToTheEndOfTheLoadAlthoughNothingHappened() {
    List<TimeSlice> slices = timeline.slices(millis(2_500), new ShakeTimes(3), 7);

    assertThat(slices).extracting(TimeSlice::planned).containsExactly(3L, 3L, 1L);
    assertThat(slices).allMatch(slice -> slice.sent() == 0 && slice.answered() == 0);
  }

  @Test
  void shouldCountWhatComesBeforeTheBeginningAtTheBeginning() {
    timeline.sent(-5);

    assertThat(timeline.slices(0, new ShakeTimes(1), 1))
        .extracting(TimeSlice::sent)
        .containsExactly(1L);
  }

  @Test
  void shouldHoldNothingOfALoadThatNeverWas() {
    assertThat(timeline.slices(0, new ShakeTimes(1), 0)).isEmpty();
  }

  @Test
  void shouldKeepADayInABoundedNumberOfSlicesAndLoseNoCount() {
    long seconds = TimeUnit.DAYS.toSeconds(1);
    for (long second = 0; second < seconds; second++) {
      timeline.sent(TimeUnit.SECONDS.toNanos(second));
      timeline.answered(AnswerResult.MISS, TimeUnit.SECONDS.toNanos(second), 1_000);
    }

    List<TimeSlice> slices =
        timeline.slices(TimeUnit.SECONDS.toNanos(seconds), new ShakeTimes(1), seconds);

    assertThat(slices).hasSizeLessThanOrEqualTo(Timeline.MAX_SLICES);
    assertThat(timeline.sliceSeconds()).isEqualTo(128);
    assertThat(slices).hasSize(675).allMatch(slice -> slice.sent() == 128);
    assertThat(slices.stream().mapToLong(TimeSlice::planned).sum()).isEqualTo(seconds);
    assertThat(slices.stream().mapToLong(slice -> slice.toAnswer().count()).sum())
        .isEqualTo(seconds);
  }

  @Test
  void shouldKnowThePercentilesOfMergedSlices() {
    for (int i = 0; i < 50; i++) {
      timeline.answered(AnswerResult.MISS, millis(500), 1_000);
      timeline.answered(AnswerResult.MISS, millis(1_500), 100_000);
    }
    timeline.sent(TimeUnit.SECONDS.toNanos(Timeline.MAX_SLICES));

    Latencies merged = timeline.slices(0, new ShakeTimes(1), 0).get(0).toAnswer();
    assertThat(merged.count()).isEqualTo(100);
    assertThat(merged.p50Micros()).isBetween(990L, 1_010L);
    assertThat(merged.p99Micros()).isBetween(99_000L, 101_000L);
  }

  private static Latencies nothingMeasured() {
    return new Latencies(0, 0, 0, 0, 0, 0);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
