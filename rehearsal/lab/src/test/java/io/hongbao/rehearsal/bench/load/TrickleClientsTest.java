package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.rehearsal.bench.load.TrickleClients.Trickle;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that trickle, against a server whose every step a test decides on. */
class TrickleClientsTest {

  private static final Duration BETWEEN_BYTES = Duration.ofMillis(20);
  private static final Trickle HEAD = new Trickle(new byte[0], false, ascii("GET /"));
  private static final Trickle FRAME = new Trickle(ascii("up"), true, ascii("f"));

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private TrickleClients start(int connections, Trickle... trickles) {
    return TrickleClients.start(
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
        connections,
        BETWEEN_BYTES,
        List.of(trickles));
  }

  private static String read(InputStream in, int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  @Test
  void shouldSendOneByteAfterTheOtherAndNeverStop() throws IOException {
    try (TrickleClients clients = start(1, HEAD);
        Socket taken = server.accept()) {
      assertThat(read(taken.getInputStream(), 9)).isEqualTo("GET /////");
      assertThat(clients.open()).isEqualTo(1);
      await().until(() -> clients.bytesSent() >= 9);
      assertThat(clients.endedByServer()).isZero();
    }
  }

  @Test
  void shouldTrickleNothingBeforeTheServerHasReplied() throws IOException {
    try (TrickleClients clients = start(1, FRAME);
        Socket taken = server.accept()) {
      assertThat(read(taken.getInputStream(), 2)).isEqualTo("up");
      assertThat(clients.bytesSent()).isZero();
      taken.getOutputStream().write('!');
      assertThat(read(taken.getInputStream(), 3)).isEqualTo("fff");
    }
  }

  @Test
  void shouldConnectAgainAndBeginAnewWhenTheServerEndsAConnection() throws IOException {
    try (TrickleClients clients = start(1, HEAD)) {
      try (Socket first = server.accept()) {
        assertThat(read(first.getInputStream(), 2)).isEqualTo("GE");
      }
      try (Socket second = server.accept()) {
        assertThat(read(second.getInputStream(), 2)).isEqualTo("GE");
        assertThat(clients.endedByServer()).isEqualTo(1);
        assertThat(clients.open()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldTakeTricklesInTurnAndEndAllAtItsEnd() throws IOException {
    Socket one;
    Socket other;
    try (TrickleClients clients = start(2, HEAD, FRAME)) {
      one = server.accept();
      other = server.accept();
      await().until(() -> clients.open() == 2);
      assertThat(List.of(read(one.getInputStream(), 1), read(other.getInputStream(), 1)))
          .containsExactlyInAnyOrder("G", "u");
    }
    try (one;
        other) {
      assertThat(one.getInputStream().readAllBytes()).isNotNull();
      assertThat(other.getInputStream().readAllBytes()).isNotNull();
    }
  }

  @Test
  void shouldRefuseATrickleWithoutBytes() {
    assertThatThrownBy(() -> new Trickle(new byte[0], false, new byte[0]))
        .hasMessageContaining("expected one byte or more");
  }
}
