package io.hongbao.edge.live;

import io.hongbao.edge.metrics.ConnectionEnd;

/**
 * Why the edge closes a connection.
 *
 * @param code of RFC 6455
 * @param text for people; of 1001 and 1013 the seconds after which to come back, and nothing else
 */
record CloseReason(int code, String text) {

  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int UNSUPPORTED_DATA = 1003;

  /** Never sent: a connection that ended without a close frame is counted by it. */
  static final int NONE = 1006;

  static final int NOT_UTF8 = 1007;
  static final int POLICY = 1008;
  static final int TOO_LARGE = 1009;
  static final int FAILED = 1011;
  static final int TRY_AGAIN_LATER = 1013;

  /** A close frame has room for so many bytes after the code. */
  private static final int MAX_TEXT_LENGTH = 123;

  CloseReason {
    text = text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
  }

  static CloseReason drain(int seconds) {
    return new CloseReason(GOING_AWAY, String.valueOf(seconds));
  }

  static CloseReason overload(int seconds) {
    return new CloseReason(TRY_AGAIN_LATER, String.valueOf(seconds));
  }

  static CloseReason misuse(String text) {
    return new CloseReason(POLICY, text);
  }

  /** How the end of a connection counts that is closed for this. */
  ConnectionEnd end() {
    return code == NORMAL || code == GOING_AWAY ? ConnectionEnd.CLEAN : ConnectionEnd.REFUSED;
  }
}
