package io.hongbao.domain.money.simulation;

/**
 * A promise about money was broken. The message says which, by what record, and what went before.
 */
public final class MoneyBreachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which promise. */
  public enum Kind {
    /** A share left an account in which it was not: it was moved twice, or made up. */
    MOVED_FROM_ELSEWHERE,
    /** A share was paid, or owed, after it was given back, or given back after it was paid. */
    PAID_AND_GIVEN_BACK,
    /** An entry of a worth that its share does not have, or for no reason in the log. */
    MADE_UP,
    /** Two instructions of one key, or a second one while the first may still be paid. */
    INSTRUCTED_TWICE,
    /** A share went back before its time by the log. */
    EXPIRED_EARLY,
    /** A payout without the wait that its claim had to bear. */
    GRACE_SKIPPED,
    /** A suspect's claim was owed though nobody had approved it. */
    SUSPECT_PAID,
    /** A friend took a share while the winner's claim was missing or held. */
    SHARES_OPENED,
    /** Somebody got two shares of a packet. */
    FRIEND_TWICE,
    /** Money moved for a packet of a shadow show. */
    SHADOW_PAID,
    /** A claim, decision or answer that was first in the log did nothing. */
    LOST,
    /** A record that stood twice in a row changed something the second time. */
    REPEAT_CHANGED,
    /** A replay, or an instance that came back from a kept state, decided otherwise. */
    REPLAY_DIFFERS,
    /** When all was over, ledger and packets did not agree, or money was left where it must not. */
    SUMS_DIFFER
  }

  private final Kind kind;

  MoneyBreachException(Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
  }

  MoneyBreachException(Kind kind, String message, MoneyBreachException cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
