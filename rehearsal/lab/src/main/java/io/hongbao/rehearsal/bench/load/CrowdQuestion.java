package io.hongbao.rehearsal.bench.load;

/**
 * Something that a phone of a crowd asks.
 *
 * @param phone from 0
 * @param dueAtNanos when its shake was due; of other questions, when they were
 * @param askAtNanos when it is asked
 * @param turn which is asked for; below 0 where there is none
 */
record CrowdQuestion(Kind kind, int phone, long dueAtNanos, long askAtNanos, long turn) {

  /** What is asked. */
  enum Kind {
    /** A shake in the current turn. */
    SHAKE,
    /** The outcome of a shake that was acknowledged. */
    OUTCOME,
    /** An answer that was heard before. */
    ANSWER,
    /** The packets of the user. */
    PACKETS
  }

  /** A shake that is due. */
  static CrowdQuestion shake(int phone, long dueAtNanos) {
    return new CrowdQuestion(Kind.SHAKE, phone, dueAtNanos, dueAtNanos, -1);
  }

  /** The outcome of the shake that this is about, or was. */
  CrowdQuestion forOutcome(long acknowledgedTurn, long atNanos) {
    return new CrowdQuestion(Kind.OUTCOME, phone, dueAtNanos, atNanos, acknowledgedTurn);
  }
}
