package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.parts.BrokerSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokerReadinessTest {

  @TempDir private Path directory;

  @Test
  @Timeout(10)
  void shouldNotWaitForSomebodyElseWhoHoldsThePortAndSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      BrokerSettings broker =
          BrokerParts.plan(1, silent.getLocalPort(), directory, Set.of()).get(0);
      long askedAtNanos = System.nanoTime();

      boolean ready = new BrokerReadiness(broker).isReady();

      assertThat(ready).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - askedAtNanos))
          .isLessThan(Duration.ofSeconds(8));
    }
  }
}
