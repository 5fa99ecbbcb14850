package io.hongbao.rehearsal.payment;

import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.payment.payout.PaymentSystem;
import io.hongbao.payment.payout.PayoutResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A payment system that answers by the number of the try, and knows how often it was asked. */
final class MemoryPayments implements PaymentSystem {

  static final PayoutResult PAID = new PayoutResult.Paid(1);
  static final PayoutResult UNKNOWN = new PayoutResult.Unknown("timeout");

  private final BiFunction<PayoutInstruction, Integer, CompletableFuture<PayoutResult>> answers;
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final List<String> order = new CopyOnWriteArrayList<>();

  /**
   * A payment system.
   *
   * @param answers to an instruction and the number of its try, from 1 on
   */
  MemoryPayments(BiFunction<PayoutInstruction, Integer, CompletableFuture<PayoutResult>> answers) {
    this.answers = answers;
  }

  static MemoryPayments answering(BiFunction<PayoutInstruction, Integer, PayoutResult> answers) {
    return new MemoryPayments(
        (instruction, number) ->
            CompletableFuture.completedFuture(answers.apply(instruction, number)));
  }

  @Override
  public CompletableFuture<PayoutResult> pay(PayoutInstruction instruction) {
    order.add(instruction.key());
    return answers.apply(instruction, tries.merge(instruction.key(), 1, Integer::sum));
  }

  /** How often an instruction was tried. */
  int triesOf(PayoutInstruction instruction) {
    return tries.getOrDefault(instruction.key(), 0);
  }

  int allTries() {
    return order.size();
  }
}
