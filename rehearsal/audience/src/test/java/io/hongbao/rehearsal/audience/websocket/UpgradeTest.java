package io.hongbao.rehearsal.audience.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UpgradeTest {

  /** The key of RFC 6455, section 1.3. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  @Test
  void shouldAskForAWebSocketByTheRfc() {
    ByteBuffer buffer = ByteBuffer.allocate(1_000);

    upgrade()
        .putInto(
            buffer, ascii("GET /v1/live HTTP/1.1\r\nHost: edge:80\r\n"), ascii("Cookie: c\r\n"));

    assertThat(new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            GET /v1/live HTTP/1.1\r
            Host: edge:80\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Cookie: c\r
            \r
            """);
  }

  @Test
  void shouldTakeTheAcceptOfTheRfcAndLeaveTheFirstFrame() {
    ByteBuffer from = ByteBuffer.wrap(ascii(switching(ACCEPT) + "frame"));

    assertThat(upgrade().read(from)).contains(new Upgrade.Reply(101, -1, true));
    assertThat(from.remaining()).isEqualTo("frame".length());
  }

  @Test
  void shouldTakeNoOtherAccept() {
    ByteBuffer from = ByteBuffer.wrap(ascii(switching("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")));

    assertThat(upgrade().read(from)).contains(new Upgrade.Reply(101, -1, false));
  }

  @Test
  void shouldWaitForTheEndOfTheHead() {
    String head = switching(ACCEPT);
    ByteBuffer from = ByteBuffer.wrap(ascii(head.substring(0, head.length() - 1)));

    assertThat(upgrade().read(from)).isEmpty();
    assertThat(from.position()).isZero();
  }

  @Test
  void shouldReadARefusalAndWhenToComeAgain() {
    ByteBuffer from =
        ByteBuffer.wrap(ascii("HTTP/1.1 503 Service Unavailable\r\nRETRY-AFTER: 7\r\n\r\n{}"));

    assertThat(upgrade().read(from)).contains(new Upgrade.Reply(503, 7, false));
  }

  @Test
  void shouldTakeNoStatusForNoHttp() {
    ByteBuffer from = ByteBuffer.wrap(ascii("SSH-2.0-OpenSSH\r\n\r\n"));

    assertThat(upgrade().read(from)).contains(new Upgrade.Reply(-1, -1, false));
  }

  private static Upgrade upgrade() {
    ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(KEY));
    return new Upgrade(key.getLong(), key.getLong());
  }

  private static String switching(String accept) {
    return "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + accept
        + "\r\n\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
