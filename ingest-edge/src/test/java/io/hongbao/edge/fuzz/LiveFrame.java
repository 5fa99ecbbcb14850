package io.hongbao.edge.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/**
 * A frame that a phone sends, as bytes, and what the edge owes to it.
 *
 * @param closeCodes one of these closes the connection; empty if it stays open
 * @param payload of a ping, which comes back
 */
@SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
record LiveFrame(byte[] bytes, Owed owed, Set<Integer> closeCodes, byte[] payload) {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;

  private static final int MASKED = 0x80;
  private static final int MAX_ONE_BYTE_LENGTH = 125;
  private static final int LENGTH_OF_TWO_BYTES = 126;
  private static final int LENGTH_OF_EIGHT_BYTES = 127;
  private static final int MAX_HEAD_BYTES = 14;
  private static final byte[] NOTHING = {};

  /** Which message, or frame, is the reply. */
  enum Owed {
    NOTHING,
    /** An answer, or a problem of a shake. */
    SHAKE,
    PACKETS,
    CLAIM,
    /** A problem of a message that is none. */
    PROBLEM,
    PONG,
    /** The end of the connection. */
    CLOSE,
    /** Nobody knows. */
    UNCLEAR
  }

  LiveFrame {
    closeCodes = Set.copyOf(closeCodes);
  }

  static LiveFrame of(byte[] bytes, Owed owed) {
    return new LiveFrame(bytes, owed, Set.of(), NOTHING);
  }

  static LiveFrame ping(byte[] payload, int mask) {
    return new LiveFrame(encoded(FIN | PING, payload, mask), Owed.PONG, Set.of(), payload);
  }

  static LiveFrame closing(byte[] bytes, Integer... codes) {
    return new LiveFrame(bytes, Owed.CLOSE, Set.of(codes), NOTHING);
  }

  /** As RFC 6455 has it. */
  static byte[] encoded(int first, byte[] payload, int mask) {
    int length = payload.length;
    int form =
        length <= MAX_ONE_BYTE_LENGTH
            ? length
            : length <= 0xffff ? LENGTH_OF_TWO_BYTES : LENGTH_OF_EIGHT_BYTES;
    return encoded(first, MASKED | form, length, payload, mask);
  }

  /**
   * With any head.
   *
   * @param second of the head's bytes: whether it is masked, and which form the length has
   * @param length that is said, in that form
   */
  static byte[] encoded(int first, int second, long length, byte[] payload, int mask) {
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEAD_BYTES + payload.length);
    frame.put((byte) first).put((byte) second);
    int form = second & ~MASKED;
    if (form == LENGTH_OF_TWO_BYTES) {
      frame.putShort((short) length);
    } else if (form == LENGTH_OF_EIGHT_BYTES) {
      frame.putLong(length);
    }
    boolean isMasked = (second & MASKED) != 0;
    if (isMasked) {
      frame.putInt(mask);
    }
    for (int i = 0; i < payload.length; i++) {
      int key = isMasked ? mask >>> (24 - 8 * (i & 3)) : 0;
      frame.put((byte) (payload[i] ^ key));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
