package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hongbao.rehearsal.torture.PayoutMonitor.Second;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutMonitorTest {

  private static final String SCRAPE =
      """
      # HELP hongbao_payout_tries_total Calls of the payment system.
      # TYPE hongbao_payout_tries_total counter
      hongbao_payout_tries_total 12
      hongbao_payout_in_flight 3
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadFiguresAndNothingElse() {
    assertThat(PayoutMonitor.figures(SCRAPE))
        .isEqualTo(Map.of("tries_total", 12L, "in_flight", 3L));
    assertThat(PayoutMonitor.figures("")).isEmpty();
  }

  @Test
  void shouldSayWhatASecondBrought() {
    Map<String, Long> before = Map.of("tries_total", 10L, "paid_total", 7L, "unknown_total", 2L);
    Map<String, Long> later =
        Map.of("tries_total", 15L, "paid_total", 10L, "unknown_total", 4L, "in_flight", 2L);

    assertThat(PayoutMonitor.second(before, later, 1_000, true))
        .isEqualTo(new Second(1_000, 2, 5, 3, 0, 2, true));
  }

  @Test
  void shouldShowAnAdapterThatIsAwayAndOneThatCountsAnew() {
    Map<String, Long> before = Map.of("tries_total", 10L);

    assertThat(PayoutMonitor.second(before, Map.of(), 1_000, false))
        .isEqualTo(new Second(1_000, -1, 0, 0, 0, 0, false));
    assertThat(
            PayoutMonitor.second(before, Map.of("tries_total", 4L, "in_flight", 1L), 1_000, false))
        .isEqualTo(new Second(1_000, 1, 4, 0, 0, 0, false));
  }

  @Test
  void shouldAskTheAdapterAndKeepWhatItSays() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    HttpServer adapter =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    adapter.createContext(
        "/metrics",
        exchange -> {
          byte[] body = SCRAPE.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.countDown();
        });
    adapter.start();
    PayoutMonitor monitor =
        PayoutMonitor.start("http://127.0.0.1:" + adapter.getAddress().getPort());
    try {
      asked.await();
    } finally {
      monitor.close();
      adapter.stop(0);
    }
    Path file = folder.resolve("payouts.csv");
    monitor.write(file);

    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo("second,at_ms,in_flight,calls,paid,refused,unknown,wallet_fails");
    assertThat(Files.readAllLines(file).get(1)).matches("0,[0-9]+,3,12,0,0,0,0");
  }
}
