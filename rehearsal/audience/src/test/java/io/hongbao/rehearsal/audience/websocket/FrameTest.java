package io.hongbao.rehearsal.audience.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.audience.websocket.Frame.MalformedFrameException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the examples of RFC 6455, section 5.7, and what it forbids. */
class FrameTest {

  private static final int MAX_BYTES = 70_000;

  @Test
  void shouldReadTheUnmaskedHelloOfTheRfc() throws Exception {
    Frame frame = read("81 05 48 65 6c 6c 6f").orElseThrow();

    assertThat(frame.opcode()).isEqualTo(Frame.TEXT);
    assertThat(frame.isLast()).isTrue();
    assertThat(frame.payload()).asString(StandardCharsets.UTF_8).isEqualTo("Hello");
  }

  @Test
  void shouldWriteTheMaskedHelloOfTheRfc() {
    assertThat(written("Hello".getBytes(StandardCharsets.UTF_8), 0x37fa213d))
        .isEqualTo(bytes("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
  }

  @Test
  void shouldReadBothPartsOfTheFragmentedHelloOfTheRfc() throws Exception {
    ByteBuffer both = ByteBuffer.wrap(bytes("01 03 48 65 6c 80 02 6c 6f"));

    Frame first = Frame.read(both, MAX_BYTES).orElseThrow();
    Frame second = Frame.read(both, MAX_BYTES).orElseThrow();

    assertThat(first.isLast()).isFalse();
    assertThat(first.payload()).asString(StandardCharsets.UTF_8).isEqualTo("Hel");
    assertThat(second.opcode()).isEqualTo(Frame.CONTINUATION);
    assertThat(second.isLast()).isTrue();
    assertThat(second.payload()).asString(StandardCharsets.UTF_8).isEqualTo("lo");
    assertThat(both.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 6", "125, 6", "126, 8", "65535, 8", "65536, 14"})
  void shouldWriteEveryKindOfLengthBehindItsMask(int length, int headBytes) {
    byte[] payload = new byte[length];

    byte[] frame = written(payload, 0x01020304);

    assertThat(frame).hasSize(headBytes + length);
    if (length >= 4) {
      assertThat(frame[headBytes]).isEqualTo((byte) 1);
      assertThat(frame[headBytes + 3]).isEqualTo((byte) 4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void shouldReadEveryKindOfLengthAndWaitForEachMissingByte(int length) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(length + 10).put((byte) 0x81);
    if (length < 126) {
      all.put((byte) length);
    } else if (length < 65_536) {
      all.put((byte) 126).putShort((short) length);
    } else {
      all.put((byte) 127).putLong(length);
    }
    int headBytes = all.position();
    all.position(headBytes + length).flip();

    for (int cut : new int[] {0, 1, headBytes - 1, headBytes + length - 1}) {
      ByteBuffer some = all.duplicate().limit(Math.max(0, cut));
      assertThat(Frame.read(some, MAX_BYTES)).isEmpty();
      assertThat(some.position()).isZero();
    }
    assertThat(Frame.read(all, MAX_BYTES).orElseThrow().payload()).hasSize(length);
  }

  @ParameterizedTest
  @CsvSource({
    "81 85 37 fa 21 3d 7f 9f 4d 51 58, masked frame from a server",
    "c1 05 48 65 6c 6c 6f, 'reserved bits are set, no extension was agreed'",
    "83 00, unknown opcode 3",
    "8b 00, unknown opcode 11",
    "09 00, control frame that is in parts or too long",
    "89 7e 00 7e, control frame that is in parts or too long",
    "81 7f 00 00 00 00 7f ff ff ff, 'frame of 2147483647 bytes, expected at most 70000'",
    "81 7f ff ff ff ff ff ff ff ff, 'frame of -1 bytes, expected at most 70000'"
  })
  void shouldRefuseWhatNoServerMaySend(String frame, String message) {
    assertThatThrownBy(() -> read(frame))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage(message);
  }

  private static Optional<Frame> read(String hex) throws MalformedFrameException {
    return Frame.read(ByteBuffer.wrap(bytes(hex)), MAX_BYTES);
  }

  private static byte[] written(byte[] payload, int mask) {
    ByteBuffer buffer = ByteBuffer.allocate(payload.length + Frame.MAX_HEAD_BYTES);
    Frame.write(buffer, Frame.TEXT, payload, mask);
    byte[] frame = new byte[buffer.position()];
    buffer.flip().get(frame);
    return frame;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }
}
