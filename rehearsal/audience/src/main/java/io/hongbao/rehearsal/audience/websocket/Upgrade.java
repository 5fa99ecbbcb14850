package io.hongbao.rehearsal.audience.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The request by which a connection becomes a WebSocket, and what the server says to it (RFC 6455,
 * section 4).
 */
final class Upgrade {

  /** A head that is longer is no reply of an edge. */
  static final int MAX_REPLY_BYTES = 8_192;

  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final byte[] HEADERS =
      ascii("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
  private static final byte[] KEY = ascii("Sec-WebSocket-Key: ");
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");

  private final String key;

  /**
   * A request with a key of its own.
   *
   * @param high of the key's bits, of which a server learns nothing
   * @param low the rest of them
   */
  Upgrade(long high, long low) {
    byte[] bytes = ByteBuffer.allocate(KEY_BYTES).putLong(high).putLong(low).array();
    this.key = Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Writes the request.
   *
   * @param start its line and its Host header
   * @param headers of the caller, each ended
   */
  void putInto(ByteBuffer buffer, byte[] start, byte[] headers) {
    buffer.put(start).put(HEADERS).put(KEY).put(ascii(key)).put(LINE_END);
    buffer.put(headers).put(LINE_END);
  }

  /**
   * What a server says.
   *
   * @param status 101 if the connection is a WebSocket now
   * @param retryAfterSeconds 0 or more; -1 if the reply does not say
   * @param isWebSocket whether all is as the RFC asks for
   */
  record Reply(int status, int retryAfterSeconds, boolean isWebSocket) {}

  /**
   * Reads the reply's head, and leaves the buffer behind it.
   *
   * @return empty if more bytes are needed; the buffer is then as it was
   */
  Optional<Reply> read(ByteBuffer from) {
    int end = endOfHead(from);
    if (end < 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[end - from.position()];
    from.get(bytes);
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    int status = number(lines[0].replaceFirst("^HTTP/1\\.[01] ", "").split(" ", 2)[0]);
    int retryAfterSeconds = -1;
    String accept = "";
    String upgrade = "";
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String value = lines[i].substring(colon + 1).strip();
        switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "retry-after" -> retryAfterSeconds = number(value);
          case "sec-websocket-accept" -> accept = value;
          case "upgrade" -> upgrade = value;
          default -> {}
        }
      }
    }
    boolean isWebSocket =
        status == SWITCHING_PROTOCOLS
            && upgrade.equalsIgnoreCase("websocket")
            && accept.equals(acceptOf(key));
    return Optional.of(new Reply(status, retryAfterSeconds, isWebSocket));
  }

  /** What a server makes of a key to show that it speaks WebSocket. */
  static String acceptOf(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(ascii(key + KEY_SUFFIX));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static int endOfHead(ByteBuffer from) {
    for (int at = from.position(); at <= from.limit() - HEAD_END.length; at++) {
      int matched = 0;
      while (matched < HEAD_END.length && from.get(at + matched) == HEAD_END[matched]) {
        matched++;
      }
      if (matched == HEAD_END.length) {
        return at + matched;
      }
    }
    return -1;
  }

  /** A decimal number of up to 9 digits; else -1. */
  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
