package io.hongbao.edge.live;

import java.nio.ByteBuffer;

/** Bytes that a phone has not taken yet, within a bound. For one thread. */
final class OutgoingBytes {

  private final int maxBytes;
  private byte[] bytes;
  private int from;
  private int to;

  /** Starts with what is left of a frame. */
  OutgoingBytes(ByteBuffer rest, int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = new byte[rest.remaining()];
    this.to = bytes.length;
    rest.get(bytes);
  }

  /** Adds a frame; false if that would be too much, and nothing was added. */
  boolean add(byte[] frame) {
    int held = to - from;
    if (held + frame.length > maxBytes) {
      return false;
    }
    if (bytes.length - to < frame.length) {
      byte[] larger = new byte[Math.min(maxBytes, Math.max(2 * held, held + frame.length))];
      System.arraycopy(bytes, from, larger, 0, held);
      bytes = larger;
      from = 0;
      to = held;
    }
    System.arraycopy(frame, 0, bytes, to, frame.length);
    to += frame.length;
    return true;
  }

  /** What is left, to be taken with {@link #taken}. */
  ByteBuffer left() {
    return ByteBuffer.wrap(bytes, from, to - from);
  }

  /** Notes how much of it was taken. */
  void taken(int count) {
    from += count;
  }

  boolean isEmpty() {
    return from == to;
  }
}
