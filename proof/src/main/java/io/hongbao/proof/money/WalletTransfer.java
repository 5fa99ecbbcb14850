package io.hongbao.proof.money;

import java.util.Objects;

/**
 * What the payment system has decided for a key, for ever.
 *
 * @param payer empty, like payee, if an operator refused the key before anybody used it
 * @param amountFen 0 in that case
 * @param isPaid else the key is refused
 */
public record WalletTransfer(
    String key, String payer, String payee, long amountFen, boolean isPaid) {

  public WalletTransfer {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(payer, "payer");
    Objects.requireNonNull(payee, "payee");
  }
}
