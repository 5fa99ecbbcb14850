package io.hongbao.rehearsal.payment;

import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.kafka.InstructionCodec;
import io.hongbao.payment.payout.PayoutInstruction;
import java.nio.charset.StandardCharsets;

/** An instruction as the number that {@link Payouts#instruction} makes it from. */
final class TextCodec implements InstructionCodec {

  static byte[] encode(int n) {
    return String.valueOf(n).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public PayoutInstruction decode(byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("it has no value");
    }
    return Payouts.instruction(Integer.parseInt(new String(value, StandardCharsets.US_ASCII)));
  }
}
