package io.hongbao.edge.live;

import io.hongbao.edge.live.FrameParser.Parsed.Frame;

/** A message that comes in fragments, within a bound. For one thread. */
final class MessageAssembler {

  private final int maxBytes;
  private final int opcode;
  private byte[] bytes;

  /** Starts with the first fragment. */
  MessageAssembler(Frame first, int maxBytes) {
    this.maxBytes = maxBytes;
    this.opcode = first.opcode();
    this.bytes = first.payload();
  }

  /** Adds the next fragment; false if the message gets too large with it. */
  boolean add(Frame next) {
    byte[] more = next.payload();
    if (bytes.length + more.length > maxBytes) {
      return false;
    }
    byte[] both = new byte[bytes.length + more.length];
    System.arraycopy(bytes, 0, both, 0, bytes.length);
    System.arraycopy(more, 0, both, bytes.length, more.length);
    bytes = both;
    return true;
  }

  /** The message, once the last fragment is there. */
  Frame whole() {
    return new Frame(true, opcode, bytes);
  }
}
