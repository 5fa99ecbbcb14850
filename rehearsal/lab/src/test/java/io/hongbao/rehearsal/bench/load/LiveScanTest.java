package io.hongbao.rehearsal.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.bench.load.LiveScan.FrameKind;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveScanTest {

  private final LiveScan scan = new LiveScan();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"answer\":{\"plan\":1,\"shakeId\":\"first-17\",\"result\":\"MISS\"}} | LOSING",
        "{\"answer\":{\"result\":\"GREETING\"}} | LOSING",
        "{\"answer\":{\"shakeId\":\"first-17\",\"result\":\"PACKET\"}} | PACKET",
        "{\"answer\":{\"result\":\"CLOSED\"}} | CLOSED",
        "{\"problem\":{\"call\":\"shake\",\"status\":503,\"result\":\"BUSY\"}} | REFUSED"
      })
  void shouldCountTheEndOfAShake(String message, ReplyKind kind) {
    byte[] frame = frame(0x81, message);

    assertThat(scan.read(frame, 0, frame.length)).isEqualTo(frame.length);
    assertThat(scan.kind()).isEqualTo(FrameKind.REPLY);
    assertThat(scan.heard()).isEqualTo(kind);
  }

  @Test
  void shouldPassOverShowsAndAcceptances() {
    byte[] show = frame(0x81, "{\"show\":{\"result\":\"PACKET\"}}" + " ".repeat(200));
    byte[] accepted = frame(0x81, "{\"accepted\":{\"shakeId\":\"first-17\"}}");
    byte[] both =
        ByteBuffer.allocate(show.length + accepted.length).put(show).put(accepted).array();

    assertThat(scan.read(both, 0, both.length)).isEqualTo(show.length);
    assertThat(scan.kind()).isEqualTo(FrameKind.OTHER);
    assertThat(scan.read(both, show.length, both.length)).isEqualTo(both.length);
    assertThat(scan.kind()).isEqualTo(FrameKind.OTHER);
  }

  @Test
  void shouldWaitForTheRestOfAFrame() {
    byte[] frame = frame(0x81, "{\"answer\":{\"result\":\"MISS\"}}" + " ".repeat(200));

    for (int length = 0; length < frame.length; length++) {
      assertThat(scan.read(frame, 0, length)).isEqualTo(LiveScan.INCOMPLETE);
    }
  }

  @Test
  void shouldTellPingsAndCloses() {
    byte[] ping = frame(0x89, "there?");
    byte[] close = frame(0x88, "");

    assertThat(scan.read(ping, 0, ping.length)).isEqualTo(ping.length);
    assertThat(scan.kind()).isEqualTo(FrameKind.PING);
    assertThat(scan.payloadAt()).isEqualTo(2);
    assertThat(scan.read(close, 0, close.length)).isEqualTo(close.length);
    assertThat(scan.kind()).isEqualTo(FrameKind.CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"0x01, 0x02", "0x81, 0x82", "0x81, 0x7F", "0xC1, 0x01"})
  void shouldTakeNothingElse(String first, String second) {
    byte[] frame = {(byte) (int) Integer.decode(first), (byte) (int) Integer.decode(second), 0, 0};

    assertThat(scan.read(frame, 0, frame.length)).isEqualTo(LiveScan.MALFORMED);
  }

  static byte[] frame(int first, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + (payload.length < 126 ? 2 : 4));
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else {
      frame.put((byte) 126).putShort((short) payload.length);
    }
    return frame.put(payload).array();
  }
}
