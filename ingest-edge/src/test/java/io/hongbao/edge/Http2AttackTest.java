package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.fixtures.RawHttp2;
import io.hongbao.edge.fixtures.RawHttp2.Frame;
import io.hongbao.edge.fixtures.TestCertificate;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames of HTTP/2 by which others have brought servers down. Whatever comes, the connection ends
 * or the edge reads no further, and a next one is served.
 */
class Http2AttackTest {

  private static final int HOUR = 3_600_000;
  private static final int SHORT = 500;
  private static final int WINDOW = 65_535;
  private static final byte[] NO_BYTES = {};

  /** Far more than sockets buffer, and than an edge may keep. */
  private static final int FLOOD_BYTES = 64 * 1_024 * 1_024;

  @TempDir private static Path made;
  private static TestCertificate certificate;

  @TempDir private Path folder;
  private TestEdge edge;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(made, "RSA");
  }

  private void start(int idleMillis) {
    EdgeSettings settings =
        TestEdge.settings("edge-1")
            .withHttp(new HttpTimeouts(idleMillis, HOUR, HOUR, HOUR), CorsOrigins.NONE);
    edge =
        new TestEdge(
            settings.withSecurity(
                settings.security().withTls(Optional.of(certificate.writeInto(folder)))));
  }

  @AfterEach
  void close() throws IOException {
    try (RawHttp2 next = http2(WINDOW)) {
      next.get(1, "/v1/show", Map.of());
      assertThat(next.next(RawHttp2.DATA).text()).contains("\"show\":\"gala\"");
    }
    assertThat(edge.metrics()).contains("hongbao_edge_failures_total 0.0");
    edge.close();
  }

  private RawHttp2 http2(int windowBytes) throws IOException {
    return new RawHttp2(certificate.trusting(), edge.port(), windowBytes);
  }

  /** Sends until the connection ends, or so much was taken. */
  private static CompletableFuture<Integer> flood(RawHttp2 connection, Sender frame) {
    return CompletableFuture.supplyAsync(
        () -> {
          int bytes = 0;
          try {
            while (bytes < FLOOD_BYTES) {
              bytes += frame.send(connection);
            }
          } catch (IOException ended) {
            // As it should be.
          }
          return bytes;
        });
  }

  private interface Sender {
    int send(RawHttp2 connection) throws IOException;
  }

  private static int frames(RawHttp2 connection, int type, int stream, byte[] payload)
      throws IOException {
    int bytes = 0;
    for (int i = 0; i < 100; i++) {
      connection.send(type, 0, stream, payload);
      bytes += 9 + payload.length;
    }
    return bytes;
  }

  /**
   * CVE-2019-9512 and 9515: each asks for a reply, and the client reads none. The edge stops to
   * read, and the idle time-out ends the connection.
   */
  @ParameterizedTest
  @ValueSource(ints = {RawHttp2.PING, RawHttp2.SETTINGS})
  void shouldNotKeepRepliesToAFloodWithoutBound(int type) throws IOException {
    start(SHORT);
    byte[] payload = type == RawHttp2.PING ? new byte[8] : NO_BYTES;
    try (RawHttp2 deaf = http2(WINDOW)) {
      int taken = flood(deaf, connection -> frames(connection, type, 0, payload)).join();
      assertThat(taken).isLessThan(FLOOD_BYTES);
    }
  }

  /** CVE-2024-27316: a head that goes on and on. */
  @Test
  void shouldEndAHeadWithoutEnd() throws IOException {
    start(HOUR);
    try (RawHttp2 endless = http2(WINDOW)) {
      endless.send(
          RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.headerBlock("GET", "/", Map.of()));
      byte[] field = new byte[66];
      field[1] = 1;
      field[2] = 'x';
      field[3] = 62;
      Arrays.fill(field, 4, 66, (byte) 'y');
      int taken =
          flood(endless, connection -> frames(connection, RawHttp2.CONTINUATION, 1, field)).join();
      assertThat(taken).isLessThan(FLOOD_BYTES);
      endless.awaitEnd();
    }
  }

  /** CVE-2019-9518: frames of a body that hold nothing. */
  @Test
  void shouldTakeABodyInFramesOfNothing() throws IOException {
    start(HOUR);
    try (RawHttp2 empty = http2(WINDOW)) {
      empty.send(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.headerBlock(
              "POST",
              "/v1/shakes",
              Map.of(
                  "authorization",
                  "Bearer " + TestEdge.ticketOf("alice"),
                  "content-type",
                  "application/json")));
      for (int i = 0; i < 1_000; i++) {
        empty.send(RawHttp2.DATA, 0, 1, NO_BYTES);
      }
      empty.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, "{}".getBytes(StandardCharsets.US_ASCII));
      Frame reply = empty.next(RawHttp2.DATA);
      assertThat(reply.stream()).isEqualTo(1);
    }
  }

  /** CVE-2019-9511: a reply that is taken a byte at a time. */
  @Test
  void shouldServeAReplyByteByByte() throws IOException {
    start(HOUR);
    try (RawHttp2 dribble = http2(0)) {
      dribble.get(1, "/v1/show", Map.of());
      StringBuilder show = new StringBuilder();
      while (!show.toString().endsWith("}") || show.length() < 100) {
        dribble.send(RawHttp2.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 1});
        show.append(dribble.next(RawHttp2.DATA).text());
      }
      assertThat(show.toString()).contains("\"show\":\"gala\"");
    }
  }

  /** A window that grows beyond 2^31 - 1 is an error. */
  @Test
  void shouldRefuseAWindowBeyondAllBounds() throws IOException {
    start(HOUR);
    try (RawHttp2 greedy = http2(0)) {
      byte[] most = {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
      greedy.send(RawHttp2.WINDOW_UPDATE, 0, 0, most);
      greedy.send(RawHttp2.WINDOW_UPDATE, 0, 0, most);
      greedy.awaitEnd();
    }
  }
}
