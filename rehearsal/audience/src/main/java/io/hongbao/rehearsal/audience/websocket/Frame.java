package io.hongbao.rehearsal.audience.websocket;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One frame of RFC 6455, section 5.2, read as a client reads it and written as a client writes it.
 *
 * @param opcode one of the constants here
 * @param isLast whether the message ends with it
 * @param payload unmasked
 */
@SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
record Frame(int opcode, boolean isLast, byte[] payload) {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  /** Of a frame that controls the connection. */
  static final int MAX_CONTROL_BYTES = 125;

  /** Opcode, length, and the mask of a client. */
  static final int MAX_HEAD_BYTES = 14;

  private static final int LAST = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;
  private static final int MAX_2_BYTES = 0xFFFF;

  /**
   * Reads the frame that the buffer begins with, as a server sends it.
   *
   * @param maxBytes of a payload
   * @return empty if more bytes are needed; the buffer is then as it was
   * @throws MalformedFrameException if no more bytes could make it a frame that a client may take
   */
  static Optional<Frame> read(ByteBuffer from, int maxBytes) throws MalformedFrameException {
    int start = from.position();
    if (from.remaining() < 2) {
      return Optional.empty();
    }
    int first = from.get(start);
    int second = from.get(start + 1);
    int opcode = first & OPCODE;
    boolean isLast = (first & LAST) != 0;
    check(first, second);
    int headBytes = 2 + lengthBytes(second & LENGTH);
    if (from.remaining() < headBytes) {
      return Optional.empty();
    }
    long length = length(from, start, second & LENGTH);
    if (length < 0 || length > maxBytes) {
      throw new MalformedFrameException(
          "frame of " + length + " bytes, expected at most " + maxBytes);
    }
    if (opcode >= CLOSE && (!isLast || length > MAX_CONTROL_BYTES)) {
      throw new MalformedFrameException("control frame that is in parts or too long");
    }
    if (from.remaining() < headBytes + length) {
      return Optional.empty();
    }
    byte[] payload = new byte[(int) length];
    from.position(start + headBytes).get(payload);
    return Optional.of(new Frame(opcode, isLast, payload));
  }

  /**
   * Writes a whole message, or a control frame, behind what the buffer holds.
   *
   * @param mask any number that the server cannot foresee
   */
  static void write(ByteBuffer to, int opcode, byte[] payload, int mask) {
    to.put((byte) (LAST | opcode));
    if (payload.length < LENGTH_IN_2_BYTES) {
      to.put((byte) (MASKED | payload.length));
    } else if (payload.length <= MAX_2_BYTES) {
      to.put((byte) (MASKED | LENGTH_IN_2_BYTES)).putShort((short) payload.length);
    } else {
      to.put((byte) (MASKED | LENGTH_IN_8_BYTES)).putLong(payload.length);
    }
    to.putInt(mask);
    for (int i = 0; i < payload.length; i++) {
      // The mask's first byte is its highest.
      to.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
    }
  }

  private static void check(int first, int second) throws MalformedFrameException {
    int opcode = first & OPCODE;
    if ((first & RESERVED) != 0) {
      throw new MalformedFrameException("reserved bits are set, no extension was agreed");
    }
    if ((opcode > BINARY && opcode < CLOSE) || opcode > PONG) {
      throw new MalformedFrameException("unknown opcode " + opcode);
    }
    if ((second & MASKED) != 0) {
      throw new MalformedFrameException("masked frame from a server");
    }
  }

  private static int lengthBytes(int shortLength) {
    return shortLength == LENGTH_IN_2_BYTES ? 2 : shortLength == LENGTH_IN_8_BYTES ? 8 : 0;
  }

  private static long length(ByteBuffer from, int start, int shortLength) {
    return shortLength == LENGTH_IN_2_BYTES
        ? from.getShort(start + 2) & MAX_2_BYTES
        : shortLength == LENGTH_IN_8_BYTES ? from.getLong(start + 2) : shortLength;
  }

  /** Bytes that are no frame, or one that a client does not take. */
  static final class MalformedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
      super(message);
    }
  }
}
