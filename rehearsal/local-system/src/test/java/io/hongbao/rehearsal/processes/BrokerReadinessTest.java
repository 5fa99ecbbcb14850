package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hongbao.rehearsal.parts.BrokerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port of a broker that is being started may be held by somebody else. */
class BrokerReadinessTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  @Test
  void shouldNotWaitForSomebodyWhoSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, LOOPBACK)) {
      assertThat(isReady(silent.getLocalPort())).isFalse();
    }
  }

  @Test
  void shouldNotWaitForSomebodyWhoSpeaksAnotherProtocol() throws Exception {
    HttpServer web = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 1);
    web.start();
    try {
      assertThat(isReady(web.getAddress().getPort())).isFalse();
    } finally {
      web.stop(0);
    }
  }

  private boolean isReady(int port) {
    BrokerSettings broker = BrokerParts.plan(1, port, directory, Set.of()).get(0);
    return new BrokerReadiness(broker).isReady();
  }
}
