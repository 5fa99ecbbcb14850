package io.hongbao.payment.wallet.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * What the wallet decided for a key; it never changes.
 *
 * @param payer null, like payee, if an operator refused the key before anybody used it
 * @param amountFen 0 in that case
 * @param refusal why the key is refused for ever; empty if it was paid
 * @param decidedAtMillis epoch milliseconds of the database
 */
public record DecidedTransfer(
    String key, String payer, String payee, long amountFen, String refusal, long decidedAtMillis) {

  /** The row that a query of all these columns found. */
  static DecidedTransfer of(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new DecidedTransfer(
        row.getString("key"),
        row.getString("payer"),
        row.getString("payee"),
        row.getLong("amount_fen"),
        reason == null ? "" : reason,
        row.getLong("decided_at_millis"));
  }

  public boolean isPaid() {
    return refusal.isEmpty();
  }

  /** Whether this is the decision on what the caller asks, and not on something else by its key. */
  public boolean isOf(Transfer asked) {
    return payee == null
        || (asked.payer().equals(payer)
            && Objects.equals(asked.payee(), payee)
            && asked.amountFen() == amountFen);
  }
}
