package io.hongbao.rehearsal.system;

import io.hongbao.payment.payout.Payout;
import io.hongbao.payment.payout.PayoutEnvironment;
import io.hongbao.rehearsal.parts.Part;

/** The payout adapter of a local system in one JVM. */
record PayoutPart(Payout payout, String address) implements Part {

  static PayoutPart start(MoneyParts parts, String kafka) {
    return new PayoutPart(
        Payout.start(PayoutEnvironment.local(kafka, parts.walletUrl(), parts.payoutAdminPort())),
        parts.payoutUrl());
  }

  @Override
  public String name() {
    return MoneyParts.PAYOUT;
  }

  boolean isReady() {
    return payout.isReady();
  }

  @Override
  public void close() {
    payout.close();
  }
}
