package io.hongbao.rehearsal.audience.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.audience.http.ReplyParser.MalformedReplyException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

  private static final String ACCEPTED =
      String.join(
          "\r\n",
          "HTTP/1.1 202 Accepted",
          "location: /v1/shakes/first-17",
          "RETRY-AFTER: 3",
          "Date: Fri, 05 Feb 2027 12:30:00 GMT",
          "Content-Length:24",
          "",
          "{\"shakeId\":\"first-1742\"}");

  @Test
  void shouldTellHowMuchOfABodyHasCome() {
    byte[] begun =
        "HTTP/1.1 206 x\r\nContent-Length: 9\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII);

    assertThat(ReplyParser.begun(begun, begun.length))
        .hasValueSatisfying(
            reply -> {
              assertThat(reply.status()).isEqualTo(206);
              assertThat(reply.bodyText()).isEqualTo("abc");
            });
    assertThat(ReplyParser.begun(begun, 20)).as("within the head").isEmpty();
  }

  @Test
  void shouldReadWhatPhonesNeed() throws MalformedReplyException {
    HttpReply reply = parse(ACCEPTED).orElseThrow();

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.location()).isEqualTo("/v1/shakes/first-17");
    assertThat(reply.retryAfterSeconds()).isEqualTo(3);
    assertThat(reply.closes()).isFalse();
    assertThat(reply.bodyText()).isEqualTo("{\"shakeId\":\"first-1742\"}");
  }

  @Test
  void shouldAskForMoreUntilTheLastByte() throws MalformedReplyException {
    for (int length = 0; length < ACCEPTED.length(); length++) {
      assertThat(parse(ACCEPTED.substring(0, length))).isEmpty();
    }
  }

  @Test
  void shouldReadAReplyWithoutBodyThatClosesTheConnection() throws MalformedReplyException {
    HttpReply reply =
        parse("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            .orElseThrow();

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.closes()).isTrue();
    assertThat(reply.retryAfterSeconds()).isEqualTo(-1);
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 abc\r\n",
        "HTTP/1.1 100 Continue\r\n",
        "HTTP/1.1 200 OK\r\nDate: now\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"
      })
  void shouldRefuseWhatIsNoReply(String bytes) {
    assertThatThrownBy(() -> parse(bytes)).isInstanceOf(MalformedReplyException.class);
  }

  private static Optional<HttpReply> parse(String text) throws MalformedReplyException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return ReplyParser.parse(bytes, bytes.length);
  }
}
