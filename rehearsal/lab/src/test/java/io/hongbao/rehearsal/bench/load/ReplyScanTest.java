package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyScanTest {

  private final ReplyScan scan = new ReplyScan();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "202 | {\"shakeId\":\"first-17\"} | ACCEPTED",
        "200 | {\"shakeId\":\"first-17\",\"result\":\"PACKET\",\"packet\":{}} | PACKET",
        "200 | {\"shakeId\":\"first-17\",\"result\":\"MISS\"} | LOSING",
        "200 | {\"shakeId\":\"first-17\",\"result\":\"GREETING\"} | LOSING",
        "200 | {\"shakeId\":\"first-17\",\"result\":\"LIMITED\"} | LOSING",
        "200 | {\"shakeId\":\"first-17\",\"result\":\"CLOSED\"} | CLOSED",
        "200 | {\"result\":\"BUSY\"} | REFUSED",
        "200 | {\"packetId\":\"gala.0.1.2\",\"state\":\"CLAIMED\",\"amountFen\":188} | SETTLED",
        "200 | {\"state\":\"PAID\",\"key\":\"gala.0.1.2/0/1\",\"amountFen\":188} | SETTLED",
        "200 | {\"packetId\":\"gala.0.1.2\",\"state\":\"HELD\",\"amountFen\":188} | ECHOED",
        "202 | {\"packetId\":\"gala.0.1.2\"} | ACCEPTED",
        "200 | ---------------------- | ECHOED",
        "503 | {\"status\":503} | REFUSED",
      })
  void shouldTellWhatAReplySays(int status, String body, ReplyKind kind) {
    byte[] reply = reply(status, body);

    int end = scan.read(reply, reply.length);

    assertThat(end).isEqualTo(reply.length);
    assertThat(scan.heard()).isEqualTo(kind);
  }

  @Test
  void shouldTellAPhoneWhatConcernsIt() {
    byte[] busy = reply(503, "{\"plan\":3,\"nextShakeAfterMs\":17250,\"result\":\"BUSY\"}");
    byte[] answer =
        reply(
            200,
            "{\"plan\":3,\"shakeId\":\"my-wave-2-417\",\"result\":\"MISS\",\"nextShakeAfterMs\":0}");

    scan.read(busy, busy.length);
    assertThat(scan.status()).isEqualTo(503);
    assertThat(scan.isBusy()).isTrue();
    assertThat(scan.nextShakeAfterMillis()).isEqualTo(17_250);
    assertThat(scan.turn()).isEqualTo(-1);

    scan.read(answer, answer.length);
    assertThat(scan.status()).isEqualTo(200);
    assertThat(scan.isBusy()).isFalse();
    assertThat(scan.nextShakeAfterMillis()).isZero();
    assertThat(scan.turn()).isEqualTo(417);

    byte[] problem = reply(429, "{\"status\":429}");
    scan.read(problem, problem.length);
    assertThat(scan.status()).isEqualTo(429);
    assertThat(scan.nextShakeAfterMillis()).isEqualTo(-1);
  }

  @Test
  void shouldWaitForEveryByte() {
    byte[] reply = reply(200, "{\"result\":\"MISS\"}");

    for (int length = 0; length < reply.length; length++) {
      assertThat(scan.read(reply, length)).as("%d bytes", length).isEqualTo(ReplyScan.INCOMPLETE);
    }
  }

  @Test
  void shouldTellWhereAReplyEndsThatIsFollowedByMore() {
    byte[] reply = reply(200, "-");
    byte[] two = (text(reply) + text(reply)).getBytes(StandardCharsets.US_ASCII);

    assertThat(scan.read(two, two.length)).isEqualTo(reply.length);
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_9.2 and more",
    "'HTTP/1.1 200 OK\r\nServer: x\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n'"
  })
  void shouldRefuseWhatHasNoLength(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(scan.read(bytes, bytes.length)).isEqualTo(ReplyScan.MALFORMED);
  }

  private static byte[] reply(int status, String body) {
    return String.format(
            Locale.ROOT,
            """
        HTTP/1.1 %d Some Reason\r
        Connection: keep-alive\r
        content-LENGTH: %d\r
        Date: Fri, 05 Feb 2027 12:30:00 GMT\r
        \r
        %s""",
            status,
            body.length(),
            body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
