package io.hongbao.payment.wallet.http;

import io.hongbao.payment.http.BoundedServer;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What the wallet has done since it started. Thread-safe. */
final class WalletCounters {

  final LongAdder paid = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder repeated = new LongAdder();
  final LongAdder conflicts = new LongAdder();
  final BoundedServer.Counts port = new BoundedServer.Counts();

  /** Prometheus text. */
  String scrape() {
    StringBuilder text = new StringBuilder();
    counter(text, "paid", "Transfers that were paid.", paid);
    counter(text, "refused", "Keys that were refused for ever.", refused);
    counter(text, "repeated", "Transfers whose key had been decided before.", repeated);
    counter(text, "conflicts", "Transfers whose key stands for another transfer.", conflicts);
    counter(text, "failed", "Requests that failed in the wallet or its database.", port.failed());
    counter(
        text, "turned_away", "Requests beyond the bound of requests in flight.", port.turnedAway());
    text.append("# HELP hongbao_wallet_in_flight Requests that are being served.\n")
        .append("# TYPE hongbao_wallet_in_flight gauge\n")
        .append("hongbao_wallet_in_flight ")
        .append(port.inFlight().get())
        .append('\n');
    return text.toString();
  }

  private static void counter(StringBuilder text, String name, String help, LongAdder value) {
    text.append(
        String.format(
            Locale.ROOT,
            """
            # HELP hongbao_wallet_%1$s_total %2$s
            # TYPE hongbao_wallet_%1$s_total counter
            hongbao_wallet_%1$s_total %3$d
            """,
            name,
            help,
            value.sum()));
  }
}
