package io.hongbao.edge.metrics;

/** How a connection ended, as {@code hongbao_edge_connections_closed_total} counts it. */
public enum ConnectionEnd {
  /** One side said goodbye between two requests: the phone, or the edge after its last reply. */
  CLEAN,
  /** No request came for the idle time-out; the phone may have vanished. */
  IDLE,
  /**
   * A head, a body or the taking of a reply took too long; also a slow reader of a long connection.
   */
  SLOW,
  /** The edge refused what could not be read as a request, or a frame, or the caller. */
  REFUSED,
  /** A reset, or an end in the middle of a request. */
  BROKEN;

  /** The end that follows from what was seen of a connection. */
  public static ConnectionEnd of(
      boolean wasRefused,
      boolean wasSlow,
      boolean failed,
      boolean peerEnded,
      boolean edgeEnded,
      boolean isInRequest) {
    if (wasRefused) {
      return REFUSED;
    }
    if (wasSlow) {
      return SLOW;
    }
    if (failed || (peerEnded && isInRequest && !edgeEnded)) {
      return BROKEN;
    }
    if (peerEnded || edgeEnded) {
      return CLEAN;
    }
    // Nobody ended it in words, so a time-out of the server did.
    return isInRequest ? SLOW : IDLE;
  }
}
