package io.hongbao.rehearsal.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.overload.PhoneSchedule.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PhoneScheduleTest {

  private static final long PACE = seconds(5);

  @Test
  void shouldSpreadTheFirstShakesOverOnePace() {
    PhoneSchedule schedule = phones(1_000, true);

    schedule.begin(0, 1_000, 0);

    assertThat(dueUntil(schedule, seconds(1))).hasSizeBetween(150, 250);
    assertThat(dueUntil(schedule, PACE)).hasSizeBetween(750, 850);
    assertThat(dueUntil(schedule, 100 * PACE)).as("nobody has heard anything yet").isEmpty();
  }

  @Test
  void shouldComeBackWhenToldAndALittleLater() {
    PhoneSchedule schedule = phones(1, true);
    schedule.begin(0, 1, 0);
    schedule.poll(PACE);

    schedule.heard(0, seconds(6), 20_000);

    assertThat(schedule.poll(seconds(26) - 1)).isNull();
    assertThat(schedule.poll(seconds(27)).atNanos())
        .as("within a tenth of a pace")
        .isBetween(seconds(26), seconds(26) + PACE / 10);
  }

  @Test
  void shouldComeBackAtItsPaceIfItIsNotTold() {
    PhoneSchedule schedule = phones(1, true);
    schedule.begin(0, 1, 0);
    schedule.poll(PACE);

    schedule.heard(0, seconds(6), -1);

    assertThat(schedule.poll(seconds(11) - 1)).isNull();
    assertThat(schedule.poll(seconds(12))).isNotNull();
  }

  @Test
  void shouldKeepItsPaceWhateverItHearsIfItDisobeys() {
    PhoneSchedule schedule = phones(1, false);
    schedule.begin(0, 1, 0);
    List<Due> due = new ArrayList<>(dueUntil(schedule, PACE));
    schedule.heard(0, PACE, 600_000);

    due.addAll(dueUntil(schedule, 4 * PACE));

    assertThat(due).hasSize(4);
    assertThat(due.get(3).atNanos() - due.get(0).atNanos()).isEqualTo(3 * PACE);
  }

  @Test
  void shouldShakeNoMoreOnceItHasEnded() {
    PhoneSchedule schedule = phones(10, false);
    schedule.begin(0, 10, 0);
    schedule.poll(PACE);

    schedule.end(0, 10);
    schedule.heard(0, PACE, 0);

    assertThat(dueUntil(schedule, 10 * PACE)).isEmpty();
  }

  @Test
  void shouldBeginAgainOnceHoweverItEnded() {
    PhoneSchedule schedule = phones(1, true);
    schedule.begin(0, 1, 0);
    schedule.end(0, 1);

    schedule.begin(0, 1, 0);

    assertThat(dueUntil(schedule, PACE)).hasSize(1);
  }

  @Test
  void shouldTellHowLongNobodyIsDue() {
    PhoneSchedule schedule = phones(1, true);

    assertThat(schedule.idleNanos(0, 77)).isEqualTo(77);
    schedule.begin(0, 1, seconds(100));
    assertThat(schedule.idleNanos(seconds(1), seconds(1_000))).isBetween(seconds(99), seconds(104));
    assertThat(schedule.idleNanos(seconds(200), 77)).isZero();
  }

  private static PhoneSchedule phones(int count, boolean obeys) {
    return new PhoneSchedule(count, PACE, obeys, new Random(3));
  }

  private static List<Due> dueUntil(PhoneSchedule schedule, long atNanos) {
    List<Due> all = new ArrayList<>();
    for (Due due = schedule.poll(atNanos); due != null; due = schedule.poll(atNanos)) {
      all.add(due);
    }
    return all;
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
