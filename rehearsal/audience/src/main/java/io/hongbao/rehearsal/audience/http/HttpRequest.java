package io.hongbao.rehearsal.audience.http;

import java.nio.ByteBuffer;

/**
 * A request as bytes, ready to be sent; in parts, so that what many requests share is kept once.
 * The parts are not copied and must not change.
 */
public final class HttpRequest {

  /** A ticket is some hundred bytes, a body less; edges refuse more. */
  public static final int MAX_BYTES = 16_384;

  private final byte[][] parts;

  /**
   * A request of these parts, one behind the other.
   *
   * @throws IllegalArgumentException if they are longer than {@link #MAX_BYTES}
   */
  public HttpRequest(byte[]... parts) {
    this.parts = parts;
    int length = length();
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "request of " + length + " bytes: expected at most " + MAX_BYTES);
    }
  }

  /** Bytes of it all. */
  public int length() {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    return length;
  }

  void putInto(ByteBuffer buffer) {
    for (byte[] part : parts) {
      buffer.put(part);
    }
  }
}
