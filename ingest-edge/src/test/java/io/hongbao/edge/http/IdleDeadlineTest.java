package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleDeadlineTest {

  private static final int IDLE_MILLIS = 60_000;

  private final List<Runnable> timers = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private long nowMillis;
  private int ended;

  private final IdleDeadline idle =
      new IdleDeadline(
          IDLE_MILLIS,
          () -> nowMillis * 1_000_000,
          (task, millis) -> {
            timers.add(task);
            waits.add(millis);
            return () -> timers.remove(task);
          },
          () -> ended++);

  private void requestFromTo(long beginMillis, long endMillis) {
    nowMillis = beginMillis;
    idle.stop();
    nowMillis = endMillis;
    idle.start();
  }

  private void fireAt(long millis) {
    nowMillis = millis;
    timers.remove(0).run();
  }

  @Test
  void shouldEndAConnectionThatNeverAsks() {
    fireAt(60_000);

    assertThat(ended).isEqualTo(1);
    assertThat(timers).isEmpty();
  }

  @Test
  void shouldCountFromTheLastRequestWithOneTimerForAll() {
    requestFromTo(1_000, 2_000);
    requestFromTo(10_000, 25_000);
    assertThat(timers).hasSize(1);

    fireAt(60_000);
    assertThat(ended).isZero();
    fireAt(85_000);

    assertThat(ended).isEqualTo(1);
    assertThat(waits).containsExactly(60_000L, 25_000L);
  }

  @Test
  void shouldWaitForARequestThatIsOpenForLonger() {
    nowMillis = 1_000;
    idle.stop();
    fireAt(60_000);
    assertThat(ended).isZero();
    assertThat(timers).isEmpty();

    nowMillis = 90_000;
    idle.start();
    fireAt(150_000);

    assertThat(ended).isEqualTo(1);
    assertThat(waits).containsExactly(60_000L, 60_000L);
  }

  @Test
  void shouldSetNoTimerForAConnectionThatIsOver() {
    idle.stop();
    idle.close();
    assertThat(timers).isEmpty();

    idle.start();

    assertThat(timers).isEmpty();
    assertThat(ended).isZero();
  }
}
