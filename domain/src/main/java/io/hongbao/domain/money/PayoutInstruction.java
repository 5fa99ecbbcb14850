package io.hongbao.domain.money;

import io.hongbao.domain.Names;
import java.util.Objects;

/**
 * Pay this, once. However often the instruction is read or tried, its key stays the same, and the
 * payment system pays a key at most once.
 *
 * @param step whose {@link ShareStep#toString()} is the idempotency key
 * @param user who is paid
 * @param enterpriseId whose money it is
 * @param amountFen at least 1
 */
public record PayoutInstruction(ShareStep step, String user, String enterpriseId, long amountFen) {

  public PayoutInstruction {
    Objects.requireNonNull(step, "step");
    Names.requireUser(user);
    Names.requireId("enterprise", enterpriseId);
    if (amountFen < 1) {
      throw new IllegalArgumentException("payout of " + amountFen + " fen: expected at least 1");
    }
  }

  /** The idempotency key: packet, share and step. */
  public String key() {
    return step.toString();
  }
}
