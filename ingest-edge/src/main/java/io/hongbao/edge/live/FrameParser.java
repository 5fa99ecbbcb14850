package io.hongbao.edge.live;

import java.nio.ByteBuffer;

/**
 * Reads frames of phones (RFC 6455, section 5) out of the bytes that have come so far. Strict:
 * unmasked frames, reserved bits and opcodes, and lengths written with more bytes than needed are
 * violations. It keeps nothing between two calls.
 */
final class FrameParser {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** Of a frame with a length of two bytes. */
  static final int MAX_HEAD_BYTES = 8;

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_OF_TWO_BYTES = 126;
  private static final int LENGTH_OF_EIGHT_BYTES = 127;
  private static final int MASK_BYTES = 4;
  private static final int MAX_CONTROL_BYTES = 125;

  private final int maxPayloadBytes;

  /**
   * A parser.
   *
   * @param maxPayloadBytes of a frame, up to 65,535
   */
  FrameParser(int maxPayloadBytes) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /** What stands at the front of the bytes. */
  sealed interface Parsed {

    Parsed INCOMPLETE = new Incomplete();

    /** The first bytes of a frame, or none. */
    record Incomplete() implements Parsed {}

    /**
     * A whole frame.
     *
     * @param payload unmasked; the caller's own
     */
    @SuppressWarnings("ArrayRecordComponent") // read once where it arrives, never compared
    record Frame(boolean isFinal, int opcode, byte[] payload) implements Parsed {
      boolean isControl() {
        return opcode >= CLOSE;
      }
    }

    /** No frame that may be sent. */
    record Violation(CloseReason reason) implements Parsed {}
  }

  /**
   * The next frame. A whole one is taken out of the bytes; else they are left as they are. A
   * violation is told as soon as it can be seen, before the payload has come.
   */
  Parsed next(ByteBuffer in) {
    int start = in.position();
    int available = in.remaining();
    if (available < 2) {
      return available == 0 ? Parsed.INCOMPLETE : check(in.get(start));
    }
    int first = in.get(start);
    int second = in.get(start + 1);
    Parsed head = check(first);
    if (head != Parsed.INCOMPLETE) {
      return head;
    }
    int opcode = first & OPCODE;
    boolean isFinal = (first & FIN) != 0;
    boolean isControl = opcode >= CLOSE;
    int length = second & LENGTH;
    if ((second & MASKED) == 0) {
      return violation(CloseReason.PROTOCOL_ERROR, "a frame is not masked");
    }
    if (isControl && (!isFinal || length > MAX_CONTROL_BYTES)) {
      return violation(
          CloseReason.PROTOCOL_ERROR, "a control frame is in fragments or over 125 bytes");
    }
    if (length == LENGTH_OF_EIGHT_BYTES) {
      return tooLarge();
    }
    int headBytes = 2;
    if (length == LENGTH_OF_TWO_BYTES) {
      headBytes = 4;
      if (available < headBytes) {
        return Parsed.INCOMPLETE;
      }
      length = in.getShort(start + 2) & 0xffff;
      if (length < LENGTH_OF_TWO_BYTES) {
        return violation(CloseReason.PROTOCOL_ERROR, "a length has more bytes than it needs");
      }
    }
    if (length > maxPayloadBytes) {
      return tooLarge();
    }
    int payloadStart = start + headBytes + MASK_BYTES;
    if (in.limit() < payloadStart + length) {
      return Parsed.INCOMPLETE;
    }
    int mask = in.getInt(payloadStart - MASK_BYTES);
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (in.get(payloadStart + i) ^ (mask >>> (24 - 8 * (i & 3))));
    }
    in.position(payloadStart + length);
    return new Parsed.Frame(isFinal, opcode, payload);
  }

  private static Parsed check(int first) {
    if ((first & RESERVED) != 0) {
      return violation(CloseReason.PROTOCOL_ERROR, "a reserved bit is set");
    }
    return switch (first & OPCODE) {
      case CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG -> Parsed.INCOMPLETE;
      default -> violation(CloseReason.PROTOCOL_ERROR, "an opcode is reserved");
    };
  }

  private Parsed tooLarge() {
    return violation(CloseReason.TOO_LARGE, "a message may have " + maxPayloadBytes + " bytes");
  }

  private static Parsed violation(int code, String text) {
    return new Parsed.Violation(new CloseReason(code, text));
  }
}
