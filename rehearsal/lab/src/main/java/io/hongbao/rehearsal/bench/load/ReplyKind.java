package io.hongbao.rehearsal.bench.load;

/** What a reply says, as far as it is counted. */
public enum ReplyKind {
  /** 202: the log has the shake. */
  ACCEPTED,
  /** 200 with a packet. */
  PACKET,
  /** 200 with another outcome: MISS, GREETING, LIMITED. */
  LOSING,
  /** 200, but no outcome: CLOSED. */
  CLOSED,
  /** 200 without a result, as the echo says. */
  ECHOED,
  /** BUSY, and every other status. */
  REFUSED,
  /** The connection broke, or what came was no HTTP. */
  BROKEN
}
