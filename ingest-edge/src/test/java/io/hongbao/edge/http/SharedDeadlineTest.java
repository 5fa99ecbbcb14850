package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedDeadlineTest {

  private static final long AFTER_MILLIS = 5_000;

  private final List<String> due = new ArrayList<>();
  private final List<Runnable> timers = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private long nowMillis;

  private final SharedDeadline<String> deadline =
      new SharedDeadline<>(
          AFTER_MILLIS,
          () -> nowMillis * 1_000_000,
          (task, millis) -> {
            timers.add(task);
            waits.add(millis);
          },
          due::add);

  private void fireAt(long millis) {
    nowMillis = millis;
    timers.remove(0).run();
  }

  @Test
  void shouldNeedOneTimerForAll() {
    for (int i = 0; i < 1_000; i++) {
      nowMillis = i;
      deadline.add("body-" + i);
    }

    assertThat(timers).hasSize(1);
    fireAt(5_001);
    assertThat(due).containsExactly("body-0", "body-1");
    assertThat(timers).hasSize(1);
    assertThat(waits).containsExactly(5_001L, 2L);
  }

  @Test
  void shouldForgetAtOnceWhatIsRemoved() {
    deadline.add("in time");
    deadline.add("late");
    deadline.remove("in time");

    fireAt(5_001);

    assertThat(due).containsExactly("late");
    assertThat(timers).isEmpty();
  }

  @Test
  void shouldSetNoTimerWhileNobodyWaits() {
    deadline.add("in time");
    deadline.remove("in time");
    fireAt(5_001);
    assertThat(timers).isEmpty();

    deadline.add("next");

    assertThat(timers).hasSize(1);
    fireAt(10_003);
    assertThat(due).containsExactly("next");
  }

  @Test
  void shouldTakeOneThatIsAddedWhileAnotherIsDue() {
    deadline.add("first");
    nowMillis = 4_000;
    deadline.add("second");

    fireAt(5_001);
    assertThat(due).containsExactly("first");
    fireAt(9_002);
    assertThat(due).containsExactly("first", "second");
  }
}
