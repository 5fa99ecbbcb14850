package io.hongbao.edge.http;

import java.nio.ByteBuffer;

/**
 * Follows a body that comes in chunks (RFC 9112, 7.1) and finds what is wrong with it. Undertow
 * would close the connection without a word. Pure; one for a body.
 */
final class ChunkCheck {

  /** More would be beyond every bound, and soon beyond a number. */
  private static final int MAX_SIZE_DIGITS = 12;

  /** Of the extensions of a chunk, and of all trailers together. */
  private static final int MAX_LINE_BYTES = HttpSettings.MAX_HEADER_BYTES;

  private enum At {
    SIZE,
    EXTENSION,
    END_OF_SIZE,
    DATA,
    CR_AFTER_DATA,
    LF_AFTER_DATA,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    END_OF_TRAILER,
    LAST_LF,
    OVER
  }

  private At at = At.SIZE;
  private long left;
  private int digits;
  private int lineBytes;
  private String complaint;

  /** Goes over what came, up to the end of the body. */
  void follow(ByteBuffer bytes, int from, int to) {
    int i = from;
    while (i < to && complaint == null && at != At.OVER) {
      if (at == At.DATA) {
        int taken = (int) Math.min(left, to - i);
        left -= taken;
        i += taken;
        at = left == 0 ? At.CR_AFTER_DATA : At.DATA;
      } else {
        step(bytes.get(i));
        i++;
      }
    }
  }

  /** What is wrong, for people; null if nothing is so far. */
  String complaint() {
    return complaint;
  }

  /** Whether all of the body has come. */
  boolean isOver() {
    return at == At.OVER;
  }

  private void step(byte next) {
    switch (at) {
      case SIZE -> inSize(next);
      case EXTENSION -> at = next == '\r' ? At.END_OF_SIZE : inLine(next, At.EXTENSION);
      case END_OF_SIZE -> {
        lineBytes = 0;
        expect('\n', next, left == 0 ? At.TRAILER_START : At.DATA);
      }
      case CR_AFTER_DATA -> expect('\r', next, At.LF_AFTER_DATA);
      case LF_AFTER_DATA -> {
        digits = 0;
        expect('\n', next, At.SIZE);
      }
      case TRAILER_START -> at = next == '\r' ? At.LAST_LF : inName(next);
      case TRAILER_NAME -> at = next == ':' ? At.TRAILER_VALUE : inName(next);
      case TRAILER_VALUE -> at = next == '\r' ? At.END_OF_TRAILER : inLine(next, At.TRAILER_VALUE);
      case END_OF_TRAILER -> expect('\n', next, At.TRAILER_START);
      case LAST_LF -> expect('\n', next, At.OVER);
      case DATA, OVER -> throw new IllegalStateException("a body is " + at + ": expected a line");
    }
  }

  private void inSize(byte next) {
    int digit = Character.digit((char) (next & 0xff), 16);
    if (digit >= 0 && next > 0) {
      left = (digits == 0 ? 0 : left * 16) + digit;
      digits++;
      if (digits > MAX_SIZE_DIGITS) {
        complaint = "a chunk of the body is beyond every bound: expected a size of few digits";
      }
    } else if (digits == 0) {
      complaint = "a chunk of the body has no size: expected hexadecimal digits";
    } else if (next == '\r') {
      at = At.END_OF_SIZE;
    } else if (next == ';' || next == ' ' || next == '\t') {
      at = At.EXTENSION;
    } else {
      complaint = "a chunk's size cannot be read: expected hexadecimal digits and the line's end";
    }
  }

  private At inName(byte next) {
    boolean isOfName = next > ' ' && next < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(next) < 0;
    if (!isOfName) {
      complaint = "a trailer of the body cannot be read: expected NAME: VALUE";
    }
    return inLine(next, At.TRAILER_NAME);
  }

  private At inLine(byte next, At same) {
    lineBytes++;
    if (complaint == null && ((next >= 0 && next < ' ' && next != '\t') || next == 0x7f)) {
      complaint = "a line between chunks has a control character: expected none";
    } else if (complaint == null && lineBytes > MAX_LINE_BYTES) {
      complaint =
          "what stands between chunks is too long: expected at most " + MAX_LINE_BYTES + " bytes";
    }
    return same;
  }

  private void expect(char expected, byte next, At then) {
    at = then;
    if (next != expected) {
      complaint = "a chunk does not end where its size says: expected a line's end there";
    }
  }
}
