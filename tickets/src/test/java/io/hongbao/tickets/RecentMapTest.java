package io.hongbao.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentMapTest {

  private static int countKnown(RecentMap<Integer, String> map, int from, int to) {
    return (int) IntStream.range(from, to).filter(key -> map.get(key) != null).count();
  }

  private static RecentMap<Integer, String> filled(int max, int entries) {
    RecentMap<Integer, String> map = new RecentMap<>(max);
    IntStream.range(0, entries).forEach(key -> map.put(key, "value " + key));
    return map;
  }

  @Test
  void shouldFindWhatWasPutUntilItIsRemoved() {
    RecentMap<Integer, String> map = filled(10, 7);

    map.remove(1);
    map.remove(6);

    assertThat(map.get(0)).isEqualTo("value 0");
    assertThat(map.get(1)).isNull();
    assertThat(map.get(6)).isNull();
    assertThat(map.get(7)).isNull();
  }

  @Test
  void shouldAlwaysKnowTheNewestHalf() {
    for (int entries = 1; entries < 100; entries++) {
      int oldest = Math.max(0, entries - 5);
      assertThat(countKnown(filled(10, entries), oldest, entries)).isEqualTo(entries - oldest);
    }
  }

  @Test
  void shouldNeverKnowMoreThanItMay() {
    for (int entries = 1; entries < 100; entries++) {
      assertThat(countKnown(filled(10, entries), 0, entries)).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void shouldKeepWhatIsFoundNowAndThen() {
    RecentMap<Integer, String> map = filled(10, 1);

    for (int key = 1; key < 100; key++) {
      map.put(key, "value");
      assertThat(map.get(0)).as("after %d others", key).isNotNull();
    }
  }

  @Test
  void shouldKeepItsBoundUnderManyThreads() throws InterruptedException {
    RecentMap<Integer, String> map = new RecentMap<>(1_000);
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      int first = i * 10_000;
      threads[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                IntStream.range(first, first + 10_000).forEach(key -> map.put(key, "value"));
              });
      threads[i].start();
    }

    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(countKnown(map, 0, 40_000)).isBetween(500, 1_000 + threads.length);
  }
}
