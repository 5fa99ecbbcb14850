package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hongbao.edge.fixtures.CapturedLogs;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.fixtures.RawConnection.Reply;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Undertow's parser refuses before any handler of the edge is asked: a link as people type it
 * works on the page, and all else is told why, on both ports, and is counted.
 */
class UnreadableRequestsTest {

  private static final String HOST = "Host: a\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = new TestEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utm=a|b",
        "q={x}",
        "a=100%",
        "a=%zz&b=%4",
        "q=<\"'\\^`>[]",
        "q=\u00e7\u00ba\u00a2",
        "a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=1&k=2&l=3&m=4&n=5&o=6&p=7&q=8"
      })
  void shouldServeThePageToLinksAsTheyAreTyped(String query) throws IOException {
    for (String path : new String[] {"/", "/index.html", "/app.js"}) {
      String request = "GET " + path + "?" + query + " HTTP/1.1\r\n" + HOST + "\r\n";
      try (RawConnection kept = new RawConnection(edge.edge.port())) {
        kept.send(request);
        assertThat(kept.reply().status()).as(path).isEqualTo(200);
        kept.sendBytewise("HEAD" + request.substring(3));
        assertThat(kept.reply(true).status()).as(path).isEqualTo(200);
      }
    }
  }

  static Stream<Arguments> refusals() {
    String manyHeaders =
        IntStream.range(0, 70).mapToObj(i -> "X" + i + ": 1\r\n").collect(Collectors.joining());
    return Stream.of(
        arguments(400, "'|': expected %7C", "GET /v1/show?a|b HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "'%': expected %25", "GET /v1/show?a=%g1 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "code 0", "GET /\0 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "code 231", "GET /\u00e7 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "first line", "GET /\r\n"),
        arguments(400, "first line", "G@T / HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "first line", "\r\n\r\n"),
        arguments(400, "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
        arguments(400, "line 3", "GET / HTTP/1.1\r\n" + HOST + "X : a\r\n\r\n"),
        arguments(400, "line 3", "GET / HTTP/1.1\r\n" + HOST + "X: a\0b\r\n\r\n"),
        arguments(400, "Host", "GET / HTTP/1.1\r\n\r\n"),
        arguments(400, "Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
        arguments(400, "Host", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
        arguments(400, "Host", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
        arguments(400, "Host", "GET http://b/v1/show HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments(
            400,
            "one Content-Length",
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"),
        arguments(
            400,
            "one Content-Length",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
        arguments(
            400,
            "one Content-Length",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2, 2\r\n\r\n{}"),
        arguments(
            400, "one Content-Length", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -2\r\n\r\n"),
        arguments(
            400,
            "beyond",
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 18446744073709551616\r\n\r\n"),
        arguments(
            414, "address is too long", "GET /?" + "x".repeat(9_000) + " HTTP/1.1\r\n" + HOST),
        arguments(
            431,
            "cookies",
            "GET / HTTP/1.1\r\n" + HOST + "Cookie: a=" + "x".repeat(9_000) + "\r\n"),
        arguments(
            431,
            "cookies",
            "GET / HTTP/1.1\r\n" + HOST + "Cookie: a=" + "x".repeat(1_000_000) + "\r\n\r\n"),
        arguments(431, "at most 64", "GET / HTTP/1.1\r\n" + HOST + manyHeaders + "\r\n"),
        arguments(
            501,
            "expected chunked",
            "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"),
        arguments(
            400,
            "one Transfer-Encoding",
            CHUNKED.replace("\r\n\r\n", "\r\nTransfer-Encoding: identity\r\n\r\n")),
        arguments(400, "has no size", CHUNKED + "2\r\n{}\r\n-1\r\n"),
        arguments(400, "size cannot be read", CHUNKED + "5x\r\nhello\r\n0\r\n\r\n"),
        arguments(400, "beyond every bound", CHUNKED + "1" + "0".repeat(12) + "\r\n"),
        arguments(400, "does not end where", CHUNKED + "5\r\nhello!\r\n0\r\n\r\n"),
        arguments(400, "does not end where", CHUNKED + "5\r!hello\r\n0\r\n\r\n"),
        arguments(400, "too long", CHUNKED + "5;" + "x".repeat(9_000) + "\r\n"),
        arguments(400, "control character", CHUNKED + "5;a=\0\r\nhello\r\n0\r\n\r\n"),
        arguments(400, "trailer", CHUNKED + "0\r\nno trailer\r\n\r\n"),
        arguments(400, "trailer", CHUNKED + "0\r\n: value\r\n\r\n"),
        arguments(505, "HTTP/0.9", "GET / HTTP/0.9\r\n" + HOST + "\r\n"),
        arguments(505, "HTTP/2.0", "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
        arguments(505, "HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusals")
  void shouldSayWhyARequestIsRefused(int status, String detail, String request) throws IOException {
    for (int port : new int[] {edge.edge.port(), edge.edge.adminPort()}) {
      try (RawConnection refused = new RawConnection(port)) {
        refused.send(request);
        Reply reply = refused.reply();

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.problem()).contains(detail);
        refused.endSending();
        refused.awaitEnd();
      }
    }
  }

  @Test
  void shouldSayTheSameToWhoSendsByteByByte() throws IOException {
    try (RawConnection slow = new RawConnection(edge.edge.port())) {
      slow.sendBytewise("GET /v1/show?a|");

      assertThat(slow.reply().problem()).contains("'|': expected %7C");
    }
  }

  /** The body is being read when it turns out to be malformed. */
  @Test
  void shouldSayWhatIsWrongWithAChunkThatComesLater() throws IOException {
    try (RawConnection slow = new RawConnection(edge.edge.port())) {
      slow.send(
          "POST /dev/login HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
      slow.sendBytewise("5x\r\n");

      assertThat(slow.reply().problem()).contains("size cannot be read");
      slow.endSending();
      slow.awaitEnd();
    }
  }

  /** The reply has been given: nothing can be said any more, and nobody is taken in. */
  @Test
  void shouldEndAConnectionWhoseUnwantedBodyIsMalformed() throws IOException {
    try (RawConnection unwanted = new RawConnection(edge.edge.port())) {
      unwanted.send(
          "DELETE /nowhere HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
      assertThat(unwanted.reply().status()).isEqualTo(404);
      unwanted.send("5x\r\n");
      unwanted.awaitEnd();
    }
  }

  /** The head comes with a part of a chunk's size, which the rest of the body contradicts. */
  @Test
  void shouldFollowABodyWhoseFirstPieceEndsWithinASize() throws IOException {
    try (RawConnection slow = new RawConnection(edge.edge.port())) {
      slow.send(
          "POST /dev/login HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5");
      slow.sendBytewise("x\r\n");

      assertThat(slow.reply().problem()).contains("size cannot be read");
      slow.endSending();
      slow.awaitEnd();
    }
  }

  static Stream<Arguments> whatUndertowFailsAt() {
    String unnamed = "0\r\nX-\u00fc: a\r\n\r\n";
    String gzip = CHUNKED.replace("chunked", "gzip");
    return Stream.of(
        arguments(List.of(CHUNKED + unnamed), 400),
        arguments(List.of(gzip + unnamed), 501),
        arguments(List.of(gzip.replace("HTTP/1.1", "HTTP/0.9") + unnamed), 505),
        arguments(List.of(CHUNKED.replace("HTTP/1.1", "HTTP/0.9") + unnamed), 400),
        arguments(List.of(CHUNKED + "0", unnamed.substring(1)), 405),
        arguments(
            List.of("GET /v1/show HTTP/1.1\r\n" + HOST + "\r\nGET / HTTP/2.0\r\n\r\nmore"), 200));
  }

  /** Trailers with a name that is not ASCII, and what follows a request in HTTP/2.0. */
  @ParameterizedTest
  @MethodSource("whatUndertowFailsAt")
  void shouldLogNothingOfWhatUndertowFailsAt(List<String> pieces, int status) throws IOException {
    try (CapturedLogs logs = new CapturedLogs()) {
      try (TestEdge own = new TestEdge();
          RawConnection failed = new RawConnection(own.edge.port())) {
        failed.send(pieces.get(0));
        Reply reply = failed.reply();
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        if (status == 200) {
          assertThat(failed.reply().status()).isEqualTo(505);
        }
        for (String later : pieces.subList(1, pieces.size())) {
          failed.send(later);
        }
        if (pieces.size() == 1) {
          failed.endSending();
        }
        failed.awaitEnd();
      }
      assertThat(logs.lines())
          .noneMatch(line -> line.contains("IllegalArgumentException"))
          .noneMatch(line -> line.contains("IllegalStateException"));
    }
  }

  @Test
  void shouldTakeChunksAsTheyMayBe() throws IOException {
    try (RawConnection kept = new RawConnection(edge.edge.port())) {
      String login =
          "POST /dev/login HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "1;name=value\r\n{\r\n00e \t;x\r\n\"user\":\"alice\"\r\n1\r\n}\r\n"
              + "0\r\nX-Sum: 1\r\nX-Other:\r\n\r\n";
      kept.send(login);
      assertThat(kept.reply().body()).contains("\"user\":\"alice\"");
      kept.sendBytewise(login);
      assertThat(kept.reply().status()).isEqualTo(200);
      kept.send(login + login);
      assertThat(kept.reply().status()).isEqualTo(200);
      assertThat(kept.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayWhyToARequestThatComesTogetherWithOthers() throws IOException {
    String fine = "GET /v1/show HTTP/1.1\r\n" + HOST + "\r\n";
    try (RawConnection pipelined = new RawConnection(edge.edge.port())) {
      pipelined.send(fine + fine + "GET /v1/show?a|b HTTP/1.1\r\n" + HOST + "\r\n" + fine);

      assertThat(pipelined.reply().status()).isEqualTo(200);
      assertThat(pipelined.reply().status()).isEqualTo(200);
      assertThat(pipelined.reply().problem()).contains("'|': expected %7C");
      pipelined.endSending();
      pipelined.awaitEnd();
    }
  }

  @Test
  void shouldCountWhatItRefuses() throws IOException {
    try (TestEdge own = new TestEdge()) {
      RawConnection.exchange(own.edge.port(), "GET / HTTP/2.0\r\n\r\n");
      RawConnection.exchange(own.edge.port(), "GET / HTTP/1.1\r\n\r\n");

      assertThat(own.admin("/metrics").body())
          .contains("hongbao_edge_requests_refused_total{port=\"public\",status=\"505\"} 1.0")
          .contains("hongbao_edge_requests_refused_total{port=\"public\",status=\"400\"} 1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "/v1/../v1/show",
        "/v1%2Fshow",
        "/v1/show%00",
        "/%ff%fe",
        "/v1/show.",
        "/..",
        "/v1//show"
      })
  void shouldServeNothingUnderAnotherSpelling(String path) throws IOException {
    Reply reply =
        RawConnection.exchange(edge.edge.port(), "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.problem()).startsWith("nothing is here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a/v1/show", "http://a:80/v1/show", "/v1/show?", "/%76%31/show"})
  void shouldServeTheSameUnderAnAbsoluteAddressOrEscapes(String target) throws IOException {
    String host = target.contains(":80") ? "Host: a:80\r\n" : HOST;

    assertThat(
            RawConnection.exchange(
                    edge.edge.port(), "GET " + target + " HTTP/1.1\r\n" + host + "\r\n")
                .status())
        .isEqualTo(200);
  }
}
