package io.hongbao.payment.payout;

import java.util.Objects;

/**
 * An amount to pay to a user, once.
 *
 * @param share of a split packet, 0 for the winner's
 * @param step of the packet's life; an approval after a refusal begins another one
 * @param amountFen at least 1
 * @param idempotencyKey the same for all tries, and for no other packet, share and step
 */
public record PayoutInstruction(
    String packetId, int share, int step, String userId, long amountFen, String idempotencyKey) {

  public PayoutInstruction {
    Objects.requireNonNull(packetId, "packetId");
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    if (share < 0 || step < 0) {
      throw new IllegalArgumentException(
          "share is " + share + " and step is " + step + ", expected 0 or more");
    }
    if (amountFen < 1) {
      throw new IllegalArgumentException("amountFen is " + amountFen + ", expected at least 1");
    }
  }
}
