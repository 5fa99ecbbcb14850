package io.hongbao.rehearsal.audience.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a reply of HTTP/1.1 with a Content-Length (RFC 9112), the only kind that an edge sends. It
 * looks at the headers that phones need and skips the others.
 */
final class ReplyParser {

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int MIN_STATUS_LINE = STATUS_AT + 3;
  private static final byte[] CONTENT_LENGTH = name("content-length");
  private static final byte[] TRANSFER_ENCODING = name("transfer-encoding");
  private static final byte[] RETRY_AFTER = name("retry-after");
  private static final byte[] LOCATION = name("location");
  private static final byte[] CONNECTION = name("connection");
  private static final int UNKNOWN = -1;

  private final byte[] bytes;
  private final int length;

  private int status;
  private int bodyAt;
  private int contentLength = UNKNOWN;
  private int retryAfterSeconds = UNKNOWN;
  private String location = "";
  private boolean closes;

  private ReplyParser(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * Reads the reply that the first {@code length} bytes hold.
   *
   * @return empty if more bytes are needed
   * @throws MalformedReplyException if no more bytes could make it one reply
   */
  static Optional<HttpReply> parse(byte[] bytes, int length) throws MalformedReplyException {
    return new ReplyParser(bytes, length).parse();
  }

  /** The reply whose body has only begun, with what there is of it; empty within its head. */
  static Optional<HttpReply> begun(byte[] bytes, int length) {
    try {
      ReplyParser parser = new ReplyParser(bytes, length);
      return parser.readHead() ? Optional.of(parser.reply()) : Optional.empty();
    } catch (MalformedReplyException e) {
      return Optional.empty();
    }
  }

  private Optional<HttpReply> parse() throws MalformedReplyException {
    if (!readHead()) {
      return Optional.empty();
    }
    int missing = bodyAt + contentLength - length;
    if (missing < 0) {
      throw new MalformedReplyException(-missing + " bytes behind the body");
    }
    return missing > 0 ? Optional.empty() : Optional.of(reply());
  }

  private HttpReply reply() {
    return new HttpReply(
        status, retryAfterSeconds, location, closes, Arrays.copyOfRange(bytes, bodyAt, length));
  }

  /** Whether all of the head is there. */
  private boolean readHead() throws MalformedReplyException {
    int lineEnd = endOfLine(0);
    if (lineEnd < 0) {
      return false;
    }
    status = status(lineEnd);
    int at = lineEnd + 2;
    for (int end = endOfLine(at); end != at; end = endOfLine(at)) {
      if (end < 0) {
        return false;
      }
      header(at, end);
      at = end + 2;
    }
    bodyAt = at + 2;
    if (contentLength == UNKNOWN) {
      throw new MalformedReplyException("status " + status + " without Content-Length");
    }
    return true;
  }

  private int status(int lineEnd) throws MalformedReplyException {
    boolean http = lineEnd >= MIN_STATUS_LINE && bytes[0] == 'H' && bytes[5] == '1';
    int status = http ? number(STATUS_AT, STATUS_AT + 3) : UNKNOWN;
    if (status < 200 || status > 599) {
      throw new MalformedReplyException("status line '" + text(0, lineEnd) + "'");
    }
    return status;
  }

  private void header(int from, int to) throws MalformedReplyException {
    if (isNamed(CONTENT_LENGTH, from, to)) {
      contentLength = number(valueAt(CONTENT_LENGTH, from, to), to);
      if (contentLength == UNKNOWN) {
        throw new MalformedReplyException("header '" + text(from, to) + "'");
      }
    } else if (isNamed(RETRY_AFTER, from, to)) {
      retryAfterSeconds = number(valueAt(RETRY_AFTER, from, to), to);
    } else if (isNamed(LOCATION, from, to)) {
      location = text(valueAt(LOCATION, from, to), to);
    } else if (isNamed(CONNECTION, from, to)) {
      closes = text(valueAt(CONNECTION, from, to), to).equalsIgnoreCase("close");
    } else if (isNamed(TRANSFER_ENCODING, from, to)) {
      throw new MalformedReplyException("header '" + text(from, to) + "' is not read here");
    }
  }

  private boolean isNamed(byte[] name, int from, int to) {
    if (to - from < name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      // Sets the bit that tells lower case from upper; '-' and ':' have it anyway.
      if ((bytes[from + i] | 0x20) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private int valueAt(byte[] name, int from, int to) {
    int at = from + name.length;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  /** A decimal number of at most 9 digits, or UNKNOWN. */
  private int number(int from, int to) {
    if (to <= from || to - from > 9) {
      return UNKNOWN;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return UNKNOWN;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private int endOfLine(int from) {
    for (int i = from; i < length - 1; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] name(String header) {
    return (header + ":").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Bytes that are no HTTP/1.1 reply, or one of a kind that this client does not read. */
  static final class MalformedReplyException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedReplyException(String message) {
      super(message);
    }
  }
}
