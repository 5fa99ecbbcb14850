package io.hongbao.edge.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.log.ShakeLog.NothingSentException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What can be promised without a broker. */
class KafkaShakeLogTest {

  /** Nothing listens on this port of loopback. */
  private static final String NOBODY = "127.0.0.1:1";

  @Test
  void shouldRefuseAtOnceAndForCertainWhileKafkaCannotBeReached() {
    KafkaShakeLog log = new KafkaShakeLog(NOBODY, "edge-1", InstantSource.system());
    AtomicInteger heard = new AtomicInteger();
    ShakeLog.Receipt receipt =
        new ShakeLog.Receipt() {
          @Override
          public void acknowledged(long offset) {
            heard.incrementAndGet();
          }

          @Override
          public void lost(Exception cause) {
            heard.incrementAndGet();
          }
        };

    // Each that waited for Kafka, if only a second, would keep this test beyond any patience.
    for (int i = 0; i < 10_000; i++) {
      assertThatThrownBy(() -> log.append(0, new byte[] {1}, new byte[] {2}, receipt))
          .isInstanceOf(NothingSentException.class);
    }
    int partitions = log.partitions();
    log.close(Duration.ofSeconds(5));

    assertThat(partitions).isZero();
    assertThat(heard).hasValue(0);
  }

  @Test
  void shouldRefuseWhenItIsClosed() {
    KafkaShakeLog log = new KafkaShakeLog(NOBODY, "edge-1", InstantSource.system());

    log.close(Duration.ofSeconds(5));

    assertThatThrownBy(() -> log.append(0, new byte[] {1}, new byte[] {2}, null))
        .isInstanceOf(NothingSentException.class);
  }
}
