package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.http.CorsOrigins;
import io.hongbao.edge.http.HttpTimeouts;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever says nothing is sent away, each in the time that is set for it, and is counted as what he
 * was. Both ports; the other time-outs are an hour, so that only the one that is meant can end a
 * connection.
 */
class ConnectionsTest {

  private static final int SHORT = 200;
  private static final int HOUR = 3_600_000;
  private static final String SHOW = "GET /v1/show HTTP/1.1\r\nHost: a\r\n\r\n";

  private TestEdge edge;

  @AfterEach
  void close() {
    edge.close();
  }

  private void start(int idle, int head, int body, int reply) {
    edge =
        new TestEdge(
            TestEdge.settings("edge-1")
                .withDevMode(true)
                .withHttp(new HttpTimeouts(idle, head, body, reply), CorsOrigins.NONE));
  }

  private RawConnection connect(String port) throws IOException {
    return new RawConnection(port.equals("admin") ? edge.edge.adminPort() : edge.edge.port());
  }

  private void awaitCount(String port, String how) {
    edge.awaitMetric(
        "hongbao_edge_connections_closed_total{how=\"" + how + "\",port=\"" + port + "\"} 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void shouldEndAConnectionThatNeverSaysAWord(String port) throws IOException {
    start(SHORT, HOUR, HOUR, HOUR);
    try (RawConnection silent = connect(port)) {
      silent.awaitEnd();
      awaitCount(port, "IDLE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void shouldEndAConnectionThatIsKeptAndNotUsed(String port) throws IOException {
    start(SHORT, HOUR, HOUR, HOUR);
    try (RawConnection kept = connect(port)) {
      kept.send("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(kept.reply().status()).isEqualTo(404);
      kept.awaitEnd();
      awaitCount(port, "IDLE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"G", "GET /v1/sh", "GET /v1/show HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX"})
  void shouldEndAConnectionThatStopsInTheMiddleOfAHead(String part) throws IOException {
    start(HOUR, SHORT, HOUR, HOUR);
    try (RawConnection slow = connect("public")) {
      slow.send(part);
      slow.awaitEnd();
      awaitCount("public", "SLOW");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 20\r\n\r\n",
        "Content-Length: 20\r\n\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void shouldTellWhoStopsInTheMiddleOfABodyAndEndTheConnection(String part) throws IOException {
    start(HOUR, HOUR, SHORT, HOUR);
    try (RawConnection slow = connect("public")) {
      slow.send("POST /dev/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + part);
      RawConnection.Reply reply = slow.reply();
      slow.awaitEnd();

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.problem()).contains("did not come in time");
      awaitCount("public", "SLOW");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void shouldEndAConnectionWhoseBodyNobodyWants(String port) throws IOException {
    start(HOUR, HOUR, SHORT, HOUR);
    try (RawConnection slow = connect(port)) {
      slow.send("DELETE /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n{");
      assertThat(slow.reply().status()).isEqualTo(404);
      slow.awaitEnd();
      awaitCount(port, "SLOW");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void shouldEndAConnectionThatNeverReadsItsReplies(String port) throws IOException {
    start(HOUR, HOUR, HOUR, SHORT);
    String path = port.equals("admin") ? "/metrics" : "/openapi.yaml";
    try (RawConnection deaf = connect(port)) {
      deaf.send(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").repeat(2_000));
      awaitCount(port, "SLOW");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "admin"})
  void shouldNotTakeAPeerThatVanishedForOneThatSaidGoodbye(String port) throws IOException {
    start(HOUR, HOUR, HOUR, HOUR);
    try (RawConnection vanished = connect(port)) {
      vanished.send("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
      vanished.reply();
      vanished.reset();
      awaitCount(port, "BROKEN");
    }
    assertThat(edge.admin("/metrics").body())
        .doesNotContain("closed_total{how=\"CLEAN\",port=\"" + port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /v1/sh", "POST /dev/login HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"})
  void shouldNotTakeAnEndWithinARequestForAGoodbye(String part) throws IOException {
    start(HOUR, HOUR, HOUR, HOUR);
    try (RawConnection broken = connect("public")) {
      broken.send(part);
      broken.endSending();
      broken.awaitEnd();
      awaitCount("public", "BROKEN");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SHOW, "", "GET /v1/show HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"})
  void shouldCountAGoodbyeAsOne(String request) throws IOException {
    start(HOUR, HOUR, HOUR, HOUR);
    try (RawConnection polite = connect("public")) {
      if (!request.isEmpty()) {
        polite.send(request);
        polite.reply();
      }
    }
    awaitCount("public", "CLEAN");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldKeepAConnectionThatIsUsed(int requests) throws IOException {
    start(HOUR, HOUR, HOUR, HOUR);
    try (RawConnection used = connect("public")) {
      for (int i = 0; i < requests; i++) {
        used.sendBytewise(SHOW);
        assertThat(used.reply().status()).isEqualTo(200);
      }
    }
  }
}
