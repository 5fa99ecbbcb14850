package io.hongbao.edge.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes frames of the edge: whole ones, unmasked, as RFC 6455 wants them of a server. */
final class FrameWriter {

  private static final int FIN = 0x80;
  private static final int MAX_ONE_BYTE_LENGTH = 125;
  private static final int LENGTH_OF_TWO_BYTES = 126;
  private static final int LENGTH_OF_EIGHT_BYTES = 127;
  private static final int MAX_TWO_BYTE_LENGTH = 0xffff;

  private FrameWriter() {}

  static byte[] text(String json) {
    return frame(FrameParser.TEXT, json.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(CloseReason reason) {
    byte[] text = reason.text().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer payload = ByteBuffer.allocate(2 + text.length);
    payload.putShort((short) reason.code()).put(text);
    return frame(FrameParser.CLOSE, payload.array());
  }

  static byte[] frame(int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuffer frame = ByteBuffer.allocate(headBytes(length) + length);
    frame.put((byte) (FIN | opcode));
    if (length <= MAX_ONE_BYTE_LENGTH) {
      frame.put((byte) length);
    } else if (length <= MAX_TWO_BYTE_LENGTH) {
      frame.put((byte) LENGTH_OF_TWO_BYTES).putShort((short) length);
    } else {
      frame.put((byte) LENGTH_OF_EIGHT_BYTES).putLong(length);
    }
    return frame.put(payload).array();
  }

  private static int headBytes(int length) {
    return length <= MAX_ONE_BYTE_LENGTH ? 2 : length <= MAX_TWO_BYTE_LENGTH ? 4 : 10;
  }
}
