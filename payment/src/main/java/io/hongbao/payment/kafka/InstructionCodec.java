package io.hongbao.payment.kafka;

import io.hongbao.payment.payout.PayoutInstruction;

/** Reads instructions from records. Thread-safe. */
public interface InstructionCodec {

  /**
   * Reads the value of a record.
   *
   * @param value may be null
   * @throws IllegalArgumentException if it is no instruction; the message says why
   */
  PayoutInstruction decode(byte[] value);
}
