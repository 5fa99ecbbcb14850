package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lets the wallet of a running system fail, by its admin port. */
final class WalletFaults {

  private static final int PERCENT = 10;

  /** Just longer than the payout adapter waits: each holds one of the wallet's places meanwhile. */
  private static final int SILENT_MILLIS = 6_000;

  private static final int MAX_TRIES = 30;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI faults;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * Faults of a wallet.
   *
   * @param admin URL of its admin port
   */
  WalletFaults(String admin) {
    this.faults = URI.create(admin + "/faults");
  }

  /** Of a hundred transfers: ten hear 500, ten are paid and hear nothing, ten hear garbage. */
  void begin(long seed) throws InterruptedException {
    put(PERCENT, seed);
  }

  void end() throws InterruptedException {
    put(0, 0);
  }

  private void put(int percent, long seed) throws InterruptedException {
    String body =
        String.format(
            Locale.ROOT,
            "{\"errorPercent\":%1$d,\"silentPercent\":%1$d,\"garbagePercent\":%1$d,"
                + "\"slowPercent\":0,\"silentMillis\":%2$d,\"slowMillis\":1000,\"seed\":%3$d}",
            percent,
            SILENT_MILLIS,
            seed);
    HttpRequest request =
        HttpRequest.newBuilder(faults)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build();
    String why = "";
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
        why = answer.statusCode() + " " + answer.body();
      } catch (IOException e) {
        why = e.toString();
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new OperationFailedException("the wallet takes no faults at " + faults + ": " + why);
  }
}
