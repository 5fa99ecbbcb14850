package io.hongbao.wire.records;

/**
 * What the draw job says of a shake, on its way to the cache. A flat record, so that Flink carries
 * it without reflection.
 *
 * @param show the show
 * @param user whose turn
 * @param shakeId {@code WAVE-TURN}
 * @param edge who logged the shake, and so who waits for the answer
 * @param appendedAtMillis when the log took it
 * @param outcome {@link OutcomeBytes}; empty if the bucket said CLOSED for now
 */
@SuppressWarnings("ArrayRecordComponent") // carried by Flink, never compared
public record DecidedShake(
    String show, String user, String shakeId, String edge, long appendedAtMillis, byte[] outcome) {

  private static final byte[] CLOSED = {};

  /** A shake that has no outcome yet. */
  public static DecidedShake closed(
      String show, String user, String shakeId, String edge, long appendedAtMillis) {
    return new DecidedShake(show, user, shakeId, edge, appendedAtMillis, CLOSED);
  }

  public boolean isClosed() {
    return outcome.length == 0;
  }
}
