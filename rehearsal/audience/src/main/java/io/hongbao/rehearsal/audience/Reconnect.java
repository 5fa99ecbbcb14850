package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.websocket.Closing;

/**
 * What a phone does that lost its long connection: when it connects again, and where. Phones that
 * lost theirs together come back spread over a time that doubles with each failure. Pure.
 *
 * @param atNextEdge whether the edge that it had is no good for now
 */
record Reconnect(long afterMillis, boolean atNextEdge) {

  private static final long FIRST_WINDOW_MILLIS = 1_000;
  private static final int MAX_DOUBLINGS = 4;
  private static final long MAX_WINDOW_MILLIS = FIRST_WINDOW_MILLIS << MAX_DOUBLINGS;

  /** Whatever an edge says. */
  private static final long MAX_TOLD_MILLIS = 300_000;

  /** Of the time that an edge names, added to it by chance. */
  private static final int TOLD_SPREAD_SHARE = 4;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /**
   * Decides.
   *
   * @param failuresInRow connections that ended before they were open, since the last that was
   * @param chance 0 to below 1
   */
  static Reconnect after(Closing closing, int failuresInRow, double chance) {
    boolean atNextEdge =
        switch (closing.kind()) {
          case REFUSED, SILENT, BROKEN, MALFORMED -> true;
          case NOT_UPGRADED, OWN -> false;
          case CLOSED -> closing.code() != Closing.TRY_AGAIN_LATER && !isRefusal(closing);
        };
    if (closing.retryAfterSeconds() >= 0) {
      long toldMillis = Math.min(MAX_TOLD_MILLIS, closing.retryAfterSeconds() * 1_000L);
      long spreadMillis = Math.max(FIRST_WINDOW_MILLIS, toldMillis / TOLD_SPREAD_SHARE);
      return new Reconnect(toldMillis + (long) (chance * spreadMillis), atNextEdge);
    }
    long windowMillis =
        isRefusal(closing)
            ? MAX_WINDOW_MILLIS
            : FIRST_WINDOW_MILLIS << Math.min(failuresInRow, MAX_DOUBLINGS);
    return new Reconnect((long) (chance * windowMillis), atNextEdge);
  }

  /** Whether another try will hardly go better. */
  private static boolean isRefusal(Closing closing) {
    return switch (closing.kind()) {
      case CLOSED ->
          closing.code() == Closing.POLICY_VIOLATION || closing.code() == Closing.TOO_BIG;
      case NOT_UPGRADED -> closing.code() == UNAUTHORIZED || closing.code() == FORBIDDEN;
      case REFUSED, SILENT, BROKEN, MALFORMED, OWN -> false;
    };
  }
}
