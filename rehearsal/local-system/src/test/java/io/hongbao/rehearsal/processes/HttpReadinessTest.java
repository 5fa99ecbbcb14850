package io.hongbao.rehearsal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hongbao.domain.fixtures.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReadinessTest {

  @ParameterizedTest
  @CsvSource({"200, true", "503, false", "404, false"})
  void shouldGoByTheStatus(int status, boolean ready) throws IOException {
    // Given
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      // When
      boolean answer = readiness(server.getAddress().getPort()).isReady();

      // Then
      assertThat(answer).isEqualTo(ready);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void shouldNotBeReadyWhileNobodyListens() {
    // When
    boolean answer = readiness(FreePorts.next()).isReady();

    // Then
    assertThat(answer).isFalse();
  }

  private static HttpReadiness readiness(int port) {
    return new HttpReadiness(URI.create("http://127.0.0.1:" + port + "/readyz"));
  }
}
