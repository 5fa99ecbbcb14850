package io.hongbao.proof.money;

import java.util.Locale;
import java.util.Objects;

/**
 * Two places that say different things of the same money.
 *
 * @param id of what it is about: an entry, the key of a payout, a batch, or an enterprise
 * @param packetId empty if it is not about one packet
 * @param enterpriseId whose money it is; empty if that cannot be said
 * @param fen how much is in doubt, 0 or more
 * @param text a sentence for people
 */
public record MoneyDifference(
    Kind kind, String id, String packetId, String enterpriseId, long fen, String text) {

  /** Which two places differ, and how. The names are those of reports. */
  public enum Kind {
    /** The log decides an entry that the ledger lacks. */
    LEDGER_MISSING,
    /** The ledger holds an entry that the log does not decide. */
    LEDGER_UNEXPECTED,
    /** The ledger says of an entry something else than the log, or two things. */
    LEDGER_DIFFERENT,
    /** The accounts of a batch are not what its packets come to. */
    LEDGER_UNBALANCED,
    /** The log decides an instruction that {@code payouts} lacks. */
    PAYOUT_MISSING,
    /** {@code payouts} holds an instruction that the log does not decide. */
    PAYOUT_UNEXPECTED,
    /** {@code payouts} says of an instruction something else than the log, or two things. */
    PAYOUT_DIFFERENT,
    /** The log says that it was paid, and the payment system does not. */
    PAYMENT_MISSING,
    /** The payment system has paid, and the log waits for word of it. */
    PAYMENT_UNLOGGED,
    /** The payment system has paid a key that nothing was to be paid by, or that had failed. */
    PAYMENT_UNEXPECTED,
    /** The payment system has paid another amount, or from or to another account. */
    PAYMENT_DIFFERENT,
    /** The payment system has refused the key for ever, and the log waits for word of it. */
    REFUSAL_UNLOGGED,
    /** An enterprise's account is not minus what was paid from it. */
    BALANCE_DIFFERENT;

    /** As it stands in reports: {@code payment-missing}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the payment system was asked for it. */
    public boolean isOfPayment() {
      return switch (this) {
        case PAYMENT_MISSING,
            PAYMENT_UNLOGGED,
            PAYMENT_UNEXPECTED,
            PAYMENT_DIFFERENT,
            REFUSAL_UNLOGGED,
            BALANCE_DIFFERENT ->
            true;
        case LEDGER_MISSING,
            LEDGER_UNEXPECTED,
            LEDGER_DIFFERENT,
            LEDGER_UNBALANCED,
            PAYOUT_MISSING,
            PAYOUT_UNEXPECTED,
            PAYOUT_DIFFERENT ->
            false;
      };
    }

    /** Whether appending the instruction again, by the same key, can mend it. */
    boolean isMendedByInstruction() {
      return this == PAYOUT_MISSING || this == PAYMENT_UNLOGGED || this == REFUSAL_UNLOGGED;
    }
  }

  public MoneyDifference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(packetId, "packetId");
    Objects.requireNonNull(enterpriseId, "enterpriseId");
    Objects.requireNonNull(text, "text");
    if (fen < 0) {
      throw new IllegalArgumentException("difference of " + fen + " fen: expected 0 or more");
    }
  }
}
