package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.nio.charset.StandardCharsets;

/**
 * Reads just so much of a reply of HTTP/1.1 with a Content-Length as has to be counted, without
 * making objects. One for a thread.
 */
final class ReplyScan {

  static final int INCOMPLETE = 0;
  static final int MALFORMED = -1;

  /** "HTTP/1.1 200" */
  private static final int STATUS_AT = 9;

  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] RESULT = "\"result\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] CLAIMED =
      "\"state\":\"claimed\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PAID = "\"state\":\"paid\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] SHAKE_ID = "\"shakeid\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NEXT_SHAKE =
      "\"nextshakeafterms\":".getBytes(StandardCharsets.ISO_8859_1);

  private ReplyKind kind = ReplyKind.BROKEN;
  private int status;
  private byte[] bytes = {};
  private int bodyAt;
  private int end;

  /** What the reply that was read last says. */
  ReplyKind heard() {
    return kind;
  }

  /** Of the reply that was read last. */
  int status() {
    return status;
  }

  /** Whether the reply that was read last says BUSY. */
  boolean isBusy() {
    int at = endOf(RESULT);
    return at >= 0 && bytes[at] == 'B';
  }

  /** When the phone may shake next, by the reply that was read last; -1 if it does not say. */
  long nextShakeAfterMillis() {
    int at = endOf(NEXT_SHAKE);
    return at < 0 ? -1 : digits(at);
  }

  /** The number of the turn in the shakeId of the reply that was read last; -1 if it has none. */
  long turn() {
    int at = endOf(SHAKE_ID);
    if (at < 0) {
      return -1;
    }
    int turnAt = at;
    for (; at < end && bytes[at] != '"'; at++) {
      turnAt = bytes[at] == '-' ? at + 1 : turnAt;
    }
    return digits(turnAt);
  }

  /** Where the value of a member of the body begins; -1 if there is no such member. */
  private int endOf(byte[] member) {
    for (int at = bodyAt; at < end - member.length; at++) {
      if (bytes[at] == '"' && startsWith(bytes, at, end, member)) {
        return at + member.length;
      }
    }
    return -1;
  }

  private long digits(int from) {
    long number = 0;
    int at = from;
    for (; at < end && at - from < 12 && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return at == from ? -1 : number;
  }

  /**
   * Reads one reply at the start of the bytes, which are left alone until no more is asked of it.
   *
   * @return its length, {@link #INCOMPLETE} or {@link #MALFORMED}
   */
  int read(byte[] bytes, int length) {
    if (length < STATUS_AT + 3) {
      return INCOMPLETE;
    }
    if (bytes[0] != 'H' || bytes[4] != '/') {
      return MALFORMED;
    }
    int contentLength = MALFORMED;
    int lineAt = 0;
    for (int at = STATUS_AT + 3; at < length; at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      if (at - lineAt <= 1) {
        return body(bytes, at + 1, contentLength, length);
      }
      // All but the status line, which is none.
      if (startsWith(bytes, lineAt, at, CONTENT_LENGTH)) {
        contentLength = number(bytes, lineAt + CONTENT_LENGTH.length, at);
      }
      lineAt = at + 1;
    }
    return INCOMPLETE;
  }

  private int body(byte[] reply, int from, int contentLength, int length) {
    if (contentLength == MALFORMED) {
      return MALFORMED;
    }
    if (from + contentLength > length) {
      return INCOMPLETE;
    }
    bytes = reply;
    bodyAt = from;
    end = from + contentLength;
    status =
        (bytes[STATUS_AT] - '0') * 100
            + (bytes[STATUS_AT + 1] - '0') * 10
            + (bytes[STATUS_AT + 2] - '0');
    kind =
        switch (status) {
          case 200 -> result(bytes, bodyAt, end);
          case 202 -> ReplyKind.ACCEPTED;
          default -> ReplyKind.REFUSED;
        };
    return end;
  }

  /** What the body of a shake's answer says, or of a claim's or a transfer's. */
  static ReplyKind result(byte[] bytes, int from, int to) {
    for (int at = from; at < to - RESULT.length; at++) {
      if (bytes[at] == '"' && startsWith(bytes, at, to, RESULT)) {
        return switch (bytes[at + RESULT.length]) {
          case 'P' -> ReplyKind.PACKET;
          case 'M', 'G', 'L' -> ReplyKind.LOSING;
          case 'C' -> ReplyKind.CLOSED;
          default -> ReplyKind.REFUSED;
        };
      }
      if (bytes[at] == '"'
          && (startsWith(bytes, at, to, CLAIMED) || startsWith(bytes, at, to, PAID))) {
        return ReplyKind.SETTLED;
      }
    }
    return ReplyKind.ECHOED;
  }

  /** In any case of letters; what is looked for is in lower case. */
  static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
    if (to - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if ((bytes[from + i] | 0x20) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from, int to) {
    int number = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9 && digits < 9) {
        number = number * 10 + digit;
        digits++;
      } else if (bytes[i] != ' ' && bytes[i] != '\r') {
        return MALFORMED;
      }
    }
    return digits == 0 ? MALFORMED : number;
  }
}
