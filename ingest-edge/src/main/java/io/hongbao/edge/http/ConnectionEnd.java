package io.hongbao.edge.http;

/** How a connection ended, as {@code hongbao_edge_connections_closed_total} counts it. */
enum ConnectionEnd {
  /** One side said goodbye between two requests: the phone, or the edge after its last reply. */
  CLEAN,
  /** No request came for the idle time-out; the phone may have vanished. */
  IDLE,
  /** A head, a body or the taking of a reply took too long. */
  SLOW,
  /** The edge refused what could not be read as a request. */
  REFUSED,
  /** A reset, or an end in the middle of a request. */
  BROKEN;

  static ConnectionEnd of(
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
