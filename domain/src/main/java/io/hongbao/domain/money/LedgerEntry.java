package io.hongbao.domain.money;

import io.hongbao.domain.Names;
import java.util.Locale;
import java.util.Objects;

/**
 * A double entry: an amount leaves one account and enters another. All accounts are those of one
 * batch of seeds, so that no sponsor is an account that every packet changes.
 *
 * @param id made of packet, share, step and kind, or of batch and kind; writing an entry twice is
 *     therefore harmless
 * @param batchId whose accounts it changes
 * @param amountFen at least 1
 */
public record LedgerEntry(
    String id, Kind kind, String batchId, String enterpriseId, long amountFen) {

  /** The accounts of a batch. */
  public enum Account {
    /** The sponsor's: below zero by what it has paid in and not got back. */
    ENTERPRISE,
    /** The money of packets that are not won, not claimed, or held. */
    ESCROW,
    /** The money that is claimed and not paid yet. */
    PAYABLE,
    /** The money that users have been paid. */
    USERS
  }

  /** The purpose of an entry. Its name stands in reports; codes on the wire are never reused. */
  public enum Kind {
    /** The enterprise pays for a batch. */
    FUND(1, Account.ENTERPRISE, Account.ESCROW),
    /** A share is claimed, or a held one approved. */
    CLAIM(2, Account.ESCROW, Account.PAYABLE),
    /** A claimed share is held: in its grace, or because the payment system refused it. */
    HOLD(3, Account.PAYABLE, Account.ESCROW),
    /** A share is paid. */
    PAY(4, Account.PAYABLE, Account.USERS),
    /** A share that nobody took goes back. */
    EXPIRE(5, Account.ESCROW, Account.ENTERPRISE),
    /** A share that was held and refused goes back. */
    REFUSE(6, Account.ESCROW, Account.ENTERPRISE),
    /** The money that was not won by the show's end goes back. */
    RETURN(7, Account.ESCROW, Account.ENTERPRISE);

    private static final Kind[] KINDS = values();

    private final int code;
    private final Account from;
    private final Account to;
    private final String label;

    Kind(int code, Account from, Account to) {
      this.code = code;
      this.from = from;
      this.to = to;
      this.label = name().toLowerCase(Locale.ROOT);
    }

    /** The number that stands for it in records. */
    public int code() {
      return code;
    }

    public Account from() {
      return from;
    }

    public Account to() {
      return to;
    }

    /** As it stands in ids: {@code fund}. */
    public String label() {
      return label;
    }

    /** Whether it is of a whole batch and not of a share. */
    public boolean isOfBatch() {
      return this == FUND || this == RETURN;
    }

    /**
     * The kind of a wire code.
     *
     * @throws IllegalArgumentException if no kind has it
     */
    public static Kind ofCode(int code) {
      for (Kind kind : KINDS) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind of entry " + code + ": unknown");
    }
  }

  public LedgerEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    PacketIds.requireBatchId(batchId);
    Names.requireId("enterprise", enterpriseId);
    if (amountFen < 1) {
      throw new IllegalArgumentException("entry of " + amountFen + " fen: expected at least 1");
    }
    boolean isOfThisBatch =
        id.startsWith(batchId)
            && id.length() > batchId.length()
            && id.charAt(batchId.length()) == (kind.isOfBatch() ? '/' : '.')
            && id.endsWith("/" + kind.label());
    if (!isOfThisBatch) {
      throw new IllegalArgumentException(
          "entry '" + id + "': expected one of kind " + kind.label() + " of batch " + batchId);
    }
  }

  /** An entry of a share's step. */
  static LedgerEntry of(Kind kind, ShareStep step, String enterpriseId, long amountFen) {
    return new LedgerEntry(
        step.toString() + '/' + kind.label(),
        kind,
        PacketIds.batchId(step.packetId()),
        enterpriseId,
        amountFen);
  }

  /** An entry of a whole batch. */
  static LedgerEntry of(Kind kind, String batchId, String enterpriseId, long amountFen) {
    return new LedgerEntry(batchId + '/' + kind.label(), kind, batchId, enterpriseId, amountFen);
  }
}
