package io.hongbao.edge.live;

import io.hongbao.edge.json.Utf8;
import java.nio.ByteBuffer;

/** The close frame of a phone. */
final class CloseFrame {

  private static final int CODE_BYTES = 2;
  private static final int FIRST_PRIVATE_CODE = 3000;
  private static final int LAST_PRIVATE_CODE = 4999;

  private CloseFrame() {}

  /** What to reply to one: its own code, or what is wrong with it. */
  static CloseReason reply(byte[] payload) {
    if (payload.length == 0) {
      return new CloseReason(CloseReason.NORMAL, "");
    }
    if (payload.length < CODE_BYTES) {
      return new CloseReason(CloseReason.PROTOCOL_ERROR, "a close frame has one byte");
    }
    int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
    if (!mayBeSent(code)) {
      return new CloseReason(CloseReason.PROTOCOL_ERROR, "a close code may not be sent");
    }
    return Utf8.decode(payload, CODE_BYTES).isEmpty()
        ? new CloseReason(CloseReason.NOT_UTF8, "a close reason is not UTF-8")
        : new CloseReason(code, "");
  }

  private static boolean mayBeSent(int code) {
    return switch (code) {
      case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
      default -> code >= FIRST_PRIVATE_CODE && code <= LAST_PRIVATE_CODE;
    };
  }
}
