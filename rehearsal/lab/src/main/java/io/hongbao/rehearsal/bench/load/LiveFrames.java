package io.hongbao.rehearsal.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a load says over a WebSocket: short frames, masked as RFC 6455 asks of a client. */
final class LiveFrames {

  private static final int MAX_BYTES = 125;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x81;
  private static final int PONG = 0x8A;

  /** Not to be foreseen matters behind proxies alone; here it must only not be 0. */
  private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

  private static final byte[] UPGRADE =
      ascii(
          String.join(
              "\r\n",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "",
              ""));

  private LiveFrames() {}

  /** Uses the current turn of the user whose connection it is. */
  static byte[] shake() {
    return masked(TEXT, ascii("{\"shake\":{}}"));
  }

  /** The answer to a ping with this payload. */
  static ByteBuffer pong(byte[] bytes, int from, int to) {
    return ByteBuffer.wrap(masked(PONG, Arrays.copyOfRange(bytes, from, to)));
  }

  /**
   * The request by which a connection becomes a WebSocket.
   *
   * @param authority host and port
   */
  static byte[] upgrade(String authority, String ticket) {
    byte[] start =
        ascii(
            "GET /v1/live HTTP/1.1\r\nHost: "
                + authority
                + "\r\nAuthorization: Bearer "
                + ticket
                + "\r\n");
    return ByteBuffer.allocate(start.length + UPGRADE.length).put(start).put(UPGRADE).array();
  }

  private static byte[] masked(int first, byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "payload of " + payload.length + " bytes, expected at most " + MAX_BYTES);
    }
    ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
    frame.put((byte) first).put((byte) (MASKED | payload.length)).put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
    return frame.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
