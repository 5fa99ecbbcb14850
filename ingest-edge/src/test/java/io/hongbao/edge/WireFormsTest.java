package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.fixtures.RawConnection;
import io.hongbao.edge.fixtures.RawConnection.Reply;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request has many forms on the wire; what they mean is the same. */
class WireFormsTest {

  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = new TestEdge();
    edge.answers.putForAll(Outcome.MISS);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static String shake(String headersAndBody) {
    return "POST /v1/shakes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + TestEdge.ticketOf("alice")
        + "\r\n"
        + headersAndBody;
  }

  private static Reply exchange(String request) throws IOException {
    return RawConnection.exchange(edge.edge.port(), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "Content-Length: 0\r\n\r\n",
        "Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n",
        "Content-Type: text/plain\r\n\r\n",
        CHUNKED + "\r\n0\r\n\r\n",
        CHUNKED + "\r\n000;last\r\n\r\n",
        CHUNKED + "\r\n0\r\nX-Trailer: 1\r\n\r\n",
        CHUNKED + "Content-Type: application/x-www-form-urlencoded\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:  Chunked \r\n\r\n0\r\n\r\n",
        CHUNKED + "\r\n2;a=b\r\n\r\n\r\n0\r\n\r\n",
        JSON + CHUNKED + "\r\n1\r\n{\r\n1;x\r\n}\r\n0\r\n\r\n",
        JSON + "Content-Length: 2\r\n\r\n{}",
        "Content-Type: Application/JSON ; charset=\"UTF-8\"\r\nContent-Length: 4\r\n\r\n {}\n",
        "Content-Length: 4\r\n\r\n \t\r\n",
      })
  void shouldTakeEveryFormOfNoBodyForTheCurrentTurn(String form) throws IOException {
    Reply whole = exchange(shake(form));
    Reply bytewise;
    try (RawConnection slow = new RawConnection(edge.edge.port())) {
      slow.sendBytewise(shake(form));
      bytewise = slow.reply();
    }
    Reply login = exchange("POST /dev/login HTTP/1.1\r\nHost: a\r\n" + form);

    assertThat(whole.status()).as(whole.body()).isEqualTo(200);
    assertThat(whole.body()).contains(TestEdge.currentTurnOf("alice").toString());
    assertThat(bytewise.body()).isEqualTo(whole.body());
    assertThat(login.body()).contains("\"user\":\"user-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Expect: 100-continue\r\n" + CHUNKED + "\r\n0\r\n\r\n",
        "Expect: 100-Continue\r\nContent-Length: 2\r\n" + JSON + "\r\n{}"
      })
  void shouldAskForABodyThatWaitsToBeAskedFor(String form) throws IOException {
    try (RawConnection waiting = new RawConnection(edge.edge.port())) {
      int bodyAt = form.indexOf("\r\n\r\n") + 4;
      waiting.send(shake(form.substring(0, bodyAt)));
      assertThat(waiting.reply().status()).isEqualTo(100);
      waiting.send(form.substring(bodyAt));
      assertThat(waiting.reply().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type: text/plain\r\n", ""})
  void shouldRefuseABodyThatDoesNotSayItIsJsonInChunksToo(String type) throws IOException {
    Reply reply = exchange(shake(type + CHUNKED + "\r\n2\r\n{}\r\n0\r\n\r\n"));

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.problem()).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS"})
  void shouldNotMindABodyWhereNoneIsRead(String method) throws IOException {
    try (RawConnection kept = new RawConnection(edge.edge.port())) {
      for (String body :
          new String[] {
            "Content-Length: 5\r\n\r\nhello", CHUNKED + "\r\n5\r\nhello\r\n0\r\n\r\n"
          }) {
        kept.send(method + " /v1/show HTTP/1.1\r\nHost: a\r\n" + body);
        assertThat(kept.reply(method.equals("HEAD")).status()).isIn(200, 204, 405);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: close\r\n",
        "Connection: TE, Close\r\n",
        "Connection: keep-alive\r\nConnection: close\r\n"
      })
  void shouldCloseAConnectionThatIsToBeClosed(String header) throws IOException {
    try (RawConnection closing = new RawConnection(edge.edge.port())) {
      closing.send("GET /v1/show HTTP/1.1\r\nHost: a\r\n" + header + "\r\n");

      assertThat(closing.reply().header("Connection")).hasValue("close");
      closing.awaitEnd();
    }
  }

  @Test
  void shouldAnswerARequestBeforeOneThatCannotBeRead() throws IOException {
    try (RawConnection pipelined = new RawConnection(edge.edge.port())) {
      pipelined.send(
          "GET /v1/show HTTP/1.1\r\nHost: a\r\n\r\nGET /v1/show?a|b HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(pipelined.reply().status()).isEqualTo(200);
      assertThat(pipelined.reply().problem()).contains("'|'");
    }
  }
}
