package io.hongbao.payment.payout;

/** What is known of an instruction after a try. */
public sealed interface PayoutResult {

  /** The payment system says that it has paid, now or at an earlier try. */
  record Paid(long paidAtMillis) implements PayoutResult {}

  /** The payment system has refused the key for ever; nothing else may be told as a failure. */
  record Refused(String reason, long refusedAtMillis) implements PayoutResult {}

  /** The payment system says of this very key that what is asked can never be paid. */
  record Unpayable(String reason) implements PayoutResult {}

  /**
   * It may be paid or not: a timeout, a lost connection, an error, an answer that makes no sense.
   * Asking again by the same key is the only way to know.
   */
  record Unknown(String reason) implements PayoutResult {}
}
