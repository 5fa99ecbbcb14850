package io.hongbao.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeThreadTest {

  private final AtomicInteger refused = new AtomicInteger();
  private final HandshakeThread handshakes = new HandshakeThread(2, refused::incrementAndGet);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Integer> taken = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    released.countDown();
    handshakes.close();
  }

  /** Keeps the thread busy, so that what comes then waits. */
  private void keepBusy() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    handshakes.execute(
        () -> {
          started.countDown();
          awaitRelease();
        });
    started.await();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(int step) {
    handshakes.execute(() -> taken.add(step));
  }

  @Test
  void shouldTurnNewcomersAwayWhileManyWaitAndServeThoseWhoWait() throws InterruptedException {
    keepBusy();
    add(1);
    assertThat(handshakes.admits()).isTrue();
    add(2);

    assertThat(handshakes.admits()).isFalse();
    assertThat(refused).hasValue(1);

    released.countDown();
    await().untilAsserted(() -> assertThat(taken).containsExactly(1, 2));
    assertThat(handshakes.admits()).isTrue();
  }

  @Test
  void shouldKeepAsManyPlacesAgainForHandshakesThatHaveBegun() throws InterruptedException {
    keepBusy();
    for (int step = 1; step <= 4; step++) {
      add(step);
    }

    assertThatThrownBy(() -> add(5)).isInstanceOf(RejectedExecutionException.class);
    assertThat(refused).hasValue(1);

    released.countDown();
    await().untilAsserted(() -> assertThat(taken).containsExactly(1, 2, 3, 4));
  }
}
