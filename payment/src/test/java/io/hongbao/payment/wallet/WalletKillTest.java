package io.hongbao.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.fixtures.TestPostgres;
import io.hongbao.payment.fixtures.WalletClient;
import io.hongbao.payment.payout.HttpPaymentSystem;
import io.hongbao.payment.payout.PayoutResult;
import io.hongbao.payment.wallet.store.WalletDatabase;
import io.hongbao.payment.wallet.store.WalletStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletKillTest {

  @TempDir private Path directory;

  @Test
  void shouldHavePaidOnceWhenItIsKilledBetweenCommitAndAnswer() throws Exception {
    // Given
    String url = TestPostgres.newDatabase();
    int port = FreePorts.next();
    int adminPort = FreePorts.next();
    Path said = directory.resolve("said");
    try (WalletDatabase database = WalletDatabase.open(WalletDatabase.Settings.of(url));
        HttpPaymentSystem adapter = adapter(port)) {
      Process child = ChildJvm.start(said, WalletThatIsKilled.class, url, port, adminPort);
      CompletableFuture<PayoutResult> first;
      try {
        await().until(() -> Files.readString(said).contains("serves"));
        new WalletClient(adminPort)
            .put(
                "/faults",
                "{\"errorPercent\":0,\"silentPercent\":100,\"garbagePercent\":0,\"slowPercent\":0,"
                    + "\"silentMillis\":600000,\"slowMillis\":1,\"seed\":7}");
        first = adapter.pay(Payouts.instruction(188));
        await().until(() -> database.store().find("gala.0.1.188/0/1").isPresent());
      } finally {
        // When
        child.destroyForcibly().waitFor(Patience.SECONDS, TimeUnit.SECONDS);
      }
      PayoutResult killed = first.get(Patience.SECONDS, TimeUnit.SECONDS);
      PayoutResult again;
      try (Wallet restarted = Wallet.start(WalletSettings.local(url, port, adminPort))) {
        assertThat(restarted.port()).isEqualTo(port);
        again = adapter.pay(Payouts.instruction(188)).get(Patience.SECONDS, TimeUnit.SECONDS);
      }

      // Then
      assertThat(killed).isInstanceOf(PayoutResult.Unknown.class);
      assertThat(again).isInstanceOf(PayoutResult.Paid.class);
      assertThat(database.store().totals()).isEqualTo(new WalletStore.Totals(1, 0, 188, 0, 0));
    }
  }

  private static HttpPaymentSystem adapter(int port) {
    return new HttpPaymentSystem(
        new HttpPaymentSystem.Settings(
            URI.create("http://127.0.0.1:" + port), Optional.empty(), Duration.ofMinutes(5)));
  }

  /** A wallet in a JVM of its own. */
  static final class WalletThatIsKilled {
    public static void main(String[] arguments) throws InterruptedException {
      Wallet wallet =
          Wallet.start(
              WalletSettings.local(
                  arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
      System.out.println("serves " + wallet.port());
      Thread.currentThread().join();
    }
  }
}
