package io.hongbao.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IoQueueProbeTest {

  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final long startNanos = System.nanoTime();

  private long at(long millis) {
    return startNanos + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void shouldCountATaskThatHasNotRunByItsAgeAndPutNoOtherBehindIt() {
    IoQueueProbe probe = new IoQueueProbe(List.of(task -> {}, queue::add));
    for (int i = 0; i <= 5; i++) {
      probe.measure(at(1_000L * i));
    }

    double stuck = probe.measure(at(6_000));

    assertThat(stuck).as("the least of the last five").isCloseTo(2_000, within(1.0));
    assertThat(queue).hasSize(1);
  }

  @Test
  void shouldTellWhatTasksWaited() {
    IoQueueProbe probe = new IoQueueProbe(List.of(queue::add));
    double waited = 0;
    for (int i = 0; i < 7; i++) {
      waited = probe.measure(startNanos - TimeUnit.SECONDS.toNanos(5));
      queue.remove().run();
    }

    assertThat(waited).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  void shouldTakeAPauseForNoQueue() {
    IoQueueProbe probe = new IoQueueProbe(List.of(queue::add));
    for (int i = 0; i < 5; i++) {
      probe.measure(startNanos);
      queue.remove().run();
    }

    probe.measure(at(-9_000));
    queue.remove().run();
    double afterAPause = probe.measure(startNanos);

    assertThat(afterAPause).isLessThan(9_000);
  }

  @Test
  void shouldNotMindAThreadThatHasEnded() {
    IoQueueProbe probe =
        new IoQueueProbe(
            List.of(
                task -> {
                  throw new RejectedExecutionException();
                }));

    assertThat(probe.measure(at(0))).isZero();
    assertThat(probe.measure(at(9_000))).isZero();
  }
}
