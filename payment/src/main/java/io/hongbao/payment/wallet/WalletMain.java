package io.hongbao.payment.wallet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wallet as a process of its own, told by {@link WalletSettings}. SIGTERM ends it. */
public final class WalletMain {

  private static final Logger LOG = LoggerFactory.getLogger(WalletMain.class);

  private WalletMain() {}

  public static void main(String[] arguments) {
    Wallet wallet;
    WalletSettings settings;
    try {
      settings = WalletSettings.read(System.getenv());
      wallet = Wallet.start(settings);
    } catch (RuntimeException e) {
      LOG.error("the wallet does not start", e);
      System.err.println("hongbao wallet: " + e.getMessage());
      System.exit(2);
      return;
    }
    LOG.info("the wallet serves: {}", settings);
    Runtime.getRuntime().addShutdownHook(new Thread(wallet::close, "stop"));
  }
}
