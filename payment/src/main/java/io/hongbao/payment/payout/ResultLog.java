package io.hongbao.payment.payout;

import io.hongbao.domain.money.PayoutInstruction;
import java.util.concurrent.CompletableFuture;

/** Where results go. Thread-safe. */
public interface ResultLog {

  /**
   * Logs that an instruction was paid. It may be logged more than once.
   *
   * @return completes when it is durable, exceptionally if that is not known
   */
  CompletableFuture<Void> paid(PayoutInstruction instruction, PayoutResult.Paid result);

  /** The same of an instruction whose key the payment system has refused for ever. */
  CompletableFuture<Void> refused(PayoutInstruction instruction, PayoutResult.Refused result);
}
