package io.hongbao.payment.payout;

import io.hongbao.domain.money.PayoutInstruction;
import java.util.concurrent.CompletableFuture;

/** What a source of instructions hands them to. Thread-safe. */
public interface InstructionHandler {

  /** What becomes of the instruction at its source. */
  enum Verdict {
    /** Its result is durable: the source may forget it. */
    DONE,
    /** Nothing final is known: the source hands it over again, later. */
    AGAIN,
    /** It can never be paid: a dead letter for people. */
    NEVER
  }

  /**
   * Takes an instruction. The source bounds how many it hands over before their verdicts are there.
   *
   * @return never completes exceptionally
   */
  CompletableFuture<Verdict> handle(PayoutInstruction instruction);
}
