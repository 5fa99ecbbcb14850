package io.hongbao.rehearsal.system;

import io.hongbao.payment.wallet.Wallet;
import io.hongbao.payment.wallet.WalletSettings;
import io.hongbao.rehearsal.parts.Part;

/** The wallet of a local system in one JVM. */
record WalletPart(Wallet wallet, String address) implements Part {

  static WalletPart start(MoneyParts parts) {
    return new WalletPart(
        Wallet.start(
            WalletSettings.local(parts.databaseUrl(), parts.walletPort(), parts.walletAdminPort())),
        parts.walletUrl());
  }

  @Override
  public String name() {
    return MoneyParts.WALLET;
  }

  @Override
  public void close() {
    wallet.close();
  }
}
