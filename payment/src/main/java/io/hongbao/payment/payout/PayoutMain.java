package io.hongbao.payment.payout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payout adapter as a process of its own, told by {@link PayoutEnvironment}. SIGTERM ends it.
 */
public final class PayoutMain {

  private static final Logger LOG = LoggerFactory.getLogger(PayoutMain.class);

  private PayoutMain() {}

  public static void main(String[] arguments) {
    Payout payout;
    Payout.Settings settings;
    try {
      settings = PayoutEnvironment.read(System.getenv());
      payout = Payout.start(settings);
    } catch (RuntimeException e) {
      LOG.error("the payout adapter does not start", e);
      System.err.println("hongbao payout: " + e.getMessage());
      System.exit(2);
      return;
    }
    LOG.info("the payout adapter pays: {}", settings);
    Runtime.getRuntime().addShutdownHook(new Thread(payout::close, "stop"));
  }
}
