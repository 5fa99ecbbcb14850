package io.hongbao.edge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.edge.fuzz.LiveCase.Goodbye;
import io.hongbao.edge.fuzz.LiveFrame.Owed;
import io.hongbao.edge.fuzz.ReplyReader.NoReplyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What judges an edge sees the faults that an edge may have. */
class FuzzJudgesTest {

  private static final String PROBLEM = "{\"status\":%d,\"title\":\"t\",\"detail\":\"d\"}";
  private static final byte[] NOTHING = {};

  private static Optional<FuzzReply> read(String reply) throws IOException {
    return new ReplyReader(new ByteArrayInputStream(reply.getBytes(StandardCharsets.ISO_8859_1)))
        .next(false);
  }

  private static FuzzReply problem(int status, Map<String, List<String>> headers) {
    return new FuzzReply(status, headers, PROBLEM.replace("%d", String.valueOf(status)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na",
        "HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void shouldTakeNothingElseForAReply(String bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(NoReplyException.class);
  }

  @Test
  void shouldReadRepliesOneAfterTheOther() throws IOException {
    ReplyReader replies =
        new ReplyReader(
            new ByteArrayInputStream(
                ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(replies.next(false).orElseThrow().body()).isEqualTo("ab");
    assertThat(replies.next(true).orElseThrow().status()).isEqualTo(200);
    assertThat(replies.next(false)).isEmpty();
  }

  @Test
  void shouldComplainOfErrorsThatNoEdgeMayHave() {
    Map<String, List<String>> typed = Map.of("content-type", List.of("application/problem+json"));

    assertThat(problem(500, typed).complaint(false)).isPresent();
    assertThat(problem(503, typed).complaint(false)).hasValue("503 without Retry-After");
    assertThat(problem(404, Map.of()).complaint(false)).isPresent();
    assertThat(new FuzzReply(404, typed, "{\"status\":400}").complaint(false)).isPresent();
    assertThat(problem(404, typed).complaint(false)).isEmpty();
  }

  @Test
  void shouldComplainOfAReplyToAnotherRequest() {
    Expected expected = Expected.of(Set.of(200), "\"shakeId\":\"first-17\"");

    assertThat(new FuzzReply(202, Map.of(), "").complaint(expected)).isPresent();
    assertThat(new FuzzReply(200, Map.of(), "{\"shakeId\":\"first-16\"}").complaint(expected))
        .isPresent();
    assertThat(new FuzzReply(200, Map.of(), "{\"shakeId\":\"first-17\"}").complaint(expected))
        .isEmpty();
  }

  private static LiveHeard hearing(LiveFrame... frames) {
    return new LiveHeard(
        new LiveCase(1, "", Set.of(101), List.of(frames), false, List.of(), Goodbye.BY_LAST_FRAME));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldComplainOfAPongOutOfTurn() {
    LiveHeard heard = hearing(LiveFrame.ping(text("a"), 1), LiveFrame.ping(text("b"), 1));

    assertThat(heard.hear(LiveFrame.PONG, text("b"))).isPresent();
    assertThat(heard.hear(LiveFrame.PONG, text("b"))).isEmpty();
    assertThat(heard.hear(LiveFrame.PONG, text("b"))).isPresent();
  }

  @Test
  void shouldComplainOfAReplyToNothing() {
    LiveHeard heard = hearing(LiveFrame.of(NOTHING, Owed.SHAKE));

    assertThat(heard.hasAll()).isFalse();
    assertThat(heard.hear(LiveFrame.TEXT, text("{\"answer\":{}}"))).isEmpty();
    assertThat(heard.hasAll()).isTrue();
    assertThat(heard.hear(LiveFrame.TEXT, text("{\"answer\":{},\"recalled\":true}"))).isEmpty();
    assertThat(heard.hear(LiveFrame.TEXT, text("{\"answer\":{}}"))).isPresent();
    assertThat(heard.hear(LiveFrame.TEXT, text("{\"packets\":[]}"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "{\"hello\":1}",
        "{\"problem\":{\"call\":\"shake\",\"status\":500,\"title\":\"t\",\"detail\":\"d\"}}",
        "{\"problem\":{\"call\":\"shake\",\"status\":503,\"title\":\"t\",\"detail\":\"d\"}}",
        "{\"problem\":{\"call\":\"shake\",\"status\":404}}"
      })
  void shouldTakeNothingElseForAMessage(String text) {
    LiveHeard heard = hearing(LiveFrame.of(NOTHING, Owed.SHAKE));

    assertThat(heard.hear(LiveFrame.TEXT, text(text))).isPresent();
  }

  @Test
  void shouldComplainOfAnotherCloseCodeAndOfAFrameAfterTheClose() {
    byte[] protocolError = {3, (byte) 0xea};

    assertThat(hearing(LiveFrame.closing(NOTHING, 1009)).hear(LiveFrame.CLOSE, protocolError))
        .isPresent();
    LiveHeard heard = hearing(LiveFrame.closing(NOTHING, 1002));
    assertThat(heard.hear(LiveFrame.CLOSE, protocolError)).isEmpty();
    assertThat(heard.hear(LiveFrame.PONG, NOTHING)).isPresent();
  }
}
