package io.hongbao.rehearsal.bench.load;

import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import java.nio.charset.StandardCharsets;

/**
 * Reads just so much of the frames of a WebSocket as has to be counted, without making objects. One
 * for a thread.
 */
final class LiveScan {

  static final int INCOMPLETE = 0;
  static final int MALFORMED = -1;

  /** What a frame is to a load. */
  enum FrameKind {
    /** The end of a shake, as {@link #heard} says. */
    REPLY,
    /** A show, or that a shake is in the log: its answer comes later. */
    OTHER,
    /** To be answered by a pong with the same payload. */
    PING,
    CLOSE
  }

  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int CLOSE = 0x88;
  private static final int LENGTH_IN_2_BYTES = 126;
  private static final byte[] ANSWER = ascii("{\"answer\"");
  private static final byte[] PROBLEM = ascii("{\"problem\"");

  private FrameKind kind = FrameKind.OTHER;
  private ReplyKind heard = ReplyKind.BROKEN;
  private int payloadAt;

  /** What the frame that was read last is. */
  FrameKind kind() {
    return kind;
  }

  /** What the reply that was read last says. */
  ReplyKind heard() {
    return heard;
  }

  /** Where the payload of the frame that was read last begins. */
  int payloadAt() {
    return payloadAt;
  }

  /**
   * Reads one frame.
   *
   * @return where it ends, {@link #INCOMPLETE} or {@link #MALFORMED}
   */
  int read(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return INCOMPLETE;
    }
    int first = bytes[from] & 0xFF;
    int length = bytes[from + 1] & 0xFF;
    payloadAt = from + 2;
    if (length == LENGTH_IN_2_BYTES) {
      payloadAt = from + 4;
      if (to < payloadAt) {
        return INCOMPLETE;
      }
      length = (bytes[from + 2] & 0xFF) << 8 | (bytes[from + 3] & 0xFF);
    } else if (length > LENGTH_IN_2_BYTES) {
      // Longer than anything that an edge says, or masked.
      return MALFORMED;
    }
    int end = payloadAt + length;
    if (end > to) {
      return INCOMPLETE;
    }
    switch (first) {
      case TEXT -> readText(bytes, end);
      case PING -> kind = FrameKind.PING;
      case PONG -> kind = FrameKind.OTHER;
      case CLOSE -> kind = FrameKind.CLOSE;
      default -> {
        return MALFORMED;
      }
    }
    return end;
  }

  private void readText(byte[] bytes, int end) {
    if (ReplyScan.startsWith(bytes, payloadAt, end, ANSWER)) {
      kind = FrameKind.REPLY;
      heard = ReplyScan.result(bytes, payloadAt, end);
    } else if (ReplyScan.startsWith(bytes, payloadAt, end, PROBLEM)) {
      kind = FrameKind.REPLY;
      heard = ReplyKind.REFUSED;
    } else {
      kind = FrameKind.OTHER;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
