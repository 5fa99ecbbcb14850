package io.hongbao.payment.payout;

import io.hongbao.domain.money.PayoutInstruction;
import java.util.concurrent.CompletableFuture;

/** Whoever pays. Thread-safe. */
public interface PaymentSystem extends AutoCloseable {

  /**
   * Asks once.
   *
   * @return completes within a bounded time and never exceptionally: what went wrong is {@link
   *     PayoutResult.Unknown}
   */
  CompletableFuture<PayoutResult> pay(PayoutInstruction instruction);

  @Override
  default void close() {}
}
