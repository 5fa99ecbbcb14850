package io.hongbao.rehearsal.audience.http;

import java.time.Duration;

/**
 * The bounds of a pool of connections.
 *
 * @param connections at most, 1 or more
 * @param maxWaiting requests that may wait for a free connection
 * @param replyWithin after which a connection without a reply, or still connecting, is given up;
 *     longer than the server is asked to wait
 * @param maxReplyBytes head and body of one reply
 */
public record PoolSettings(
    int connections, int maxWaiting, Duration replyWithin, int maxReplyBytes) {

  /** Room for most replies. */
  static final int MIN_REPLY_BYTES = 2_048;

  public PoolSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections " + connections + ": expected at least 1");
    }
    if (maxWaiting < 0) {
      throw new IllegalArgumentException("most waiting " + maxWaiting + ": expected 0 or more");
    }
    if (replyWithin.isNegative() || replyWithin.isZero()) {
      throw new IllegalArgumentException("reply within " + replyWithin + ": expected above 0");
    }
    if (maxReplyBytes < MIN_REPLY_BYTES) {
      throw new IllegalArgumentException(
          "most reply bytes " + maxReplyBytes + ": expected at least " + MIN_REPLY_BYTES);
    }
  }
}
