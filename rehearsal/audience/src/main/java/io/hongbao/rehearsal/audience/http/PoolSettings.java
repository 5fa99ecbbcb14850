package io.hongbao.rehearsal.audience.http;

import java.time.Duration;

/**
 * The bounds of a pool of connections.
 *
 * @param connections at most, 1 or more
 * @param mostWaiting requests that may wait for a free connection
 * @param replyWithin after which a connection without a reply, or still connecting, is given up;
 *     longer than the server is asked to wait
 * @param mostReplyBytes head and body of one reply
 */
public record PoolSettings(
    int connections, int mostWaiting, Duration replyWithin, int mostReplyBytes) {

  /** Room for most replies. */
  static final int MIN_REPLY_BYTES = 2_048;

  public PoolSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections " + connections + ": expected at least 1");
    }
    if (mostWaiting < 0) {
      throw new IllegalArgumentException("most waiting " + mostWaiting + ": expected 0 or more");
    }
    if (replyWithin.isNegative() || replyWithin.isZero()) {
      throw new IllegalArgumentException("reply within " + replyWithin + ": expected above 0");
    }
    if (mostReplyBytes < MIN_REPLY_BYTES) {
      throw new IllegalArgumentException(
          "most reply bytes " + mostReplyBytes + ": expected at least " + MIN_REPLY_BYTES);
    }
  }
}
