package io.hongbao.rehearsal.bench.load;

import java.util.EnumMap;
import java.util.Map;

/**
 * What has become of requests up to now.
 *
 * @param sent requests
 * @param due requests that should have been sent by the plan; as many as were sent without one
 * @param heldBack how often a request waited since every connection was taken or no user was due
 * @param heard replies by what they said
 */
public record LoadCounts(long sent, long due, long heldBack, Map<ReplyKind, Long> heard) {

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
    /** 200 with a packet that is claimed or a transfer that is paid. */
    SETTLED,
    /** 200 without a result, as the echo says. */
    ECHOED,
    /** BUSY, and every other status. */
    REFUSED,
    /** The connection broke, or what came was no HTTP. */
    BROKEN
  }

  public LoadCounts {
    heard = Map.copyOf(heard);
  }

  public long of(ReplyKind kind) {
    return heard.getOrDefault(kind, 0L);
  }

  /** Shakes that got an outcome. */
  public long answered() {
    return of(ReplyKind.PACKET) + of(ReplyKind.LOSING);
  }

  /** Replies of every kind. */
  public long replies() {
    return heard.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What happened since an earlier reading. */
  public LoadCounts since(LoadCounts before) {
    Map<ReplyKind, Long> difference = new EnumMap<>(ReplyKind.class);
    for (ReplyKind kind : ReplyKind.values()) {
      difference.put(kind, of(kind) - before.of(kind));
    }
    return new LoadCounts(
        sent - before.sent, due - before.due, heldBack - before.heldBack, difference);
  }
}
