package io.hongbao.payment.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.fixtures.TestPostgres;
import io.hongbao.payment.fixtures.WalletClient;
import io.hongbao.payment.payout.InstructionHandler.Verdict;
import io.hongbao.payment.wallet.Wallet;
import io.hongbao.payment.wallet.WalletSettings;
import io.hongbao.payment.wallet.store.WalletStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The adapter before a wallet that fails, with a source in memory. */
class PayoutUnderFaultsTest {

  private static final int COUNT = 300;

  @Test
  void shouldPayEachOnceWhenAThirdOfTheCallsFail() throws Exception {
    // Given
    Payouts.Log log = new Payouts.Log();
    PayoutSettings settings = new PayoutSettings(16, 1_000_000, 4, new Backoff(1, 20), 10);
    try (Wallet wallet = Wallet.start(WalletSettings.local(TestPostgres.newDatabase(), 0, 0));
        HttpPaymentSystem system = system(wallet);
        PayoutAdapter adapter = new PayoutAdapter(settings, system, log)) {
      new WalletClient(wallet.adminPort())
          .put(
              "/faults",
              "{\"errorPercent\":10,\"silentPercent\":10,\"garbagePercent\":10,\"slowPercent\":0,"
                  + "\"silentMillis\":600000,\"slowMillis\":1,\"seed\":7}");

      // When
      List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
      for (int i = 1; i <= COUNT; i++) {
        verdicts.add(untilDone(adapter, Payouts.instruction(i)));
      }
      for (CompletableFuture<Verdict> verdict : verdicts) {
        assertThat(verdict.get(Patience.SECONDS, TimeUnit.SECONDS)).isEqualTo(Verdict.DONE);
      }

      // Then
      long sumFen = COUNT * (COUNT + 1L) / 2;
      assertThat(wallet.store().totals()).isEqualTo(new WalletStore.Totals(COUNT, 0, sumFen, 0, 0));
      assertThat(log.results).hasSize(COUNT);
      assertThat(log.results.values()).allMatch(it -> it instanceof PayoutResult.Paid);
      PayoutCounts counts = adapter.counts();
      System.out.printf(
          Locale.ROOT,
          "%d instructions: %d tries, %d unknown, at most %d in flight%n",
          COUNT,
          counts.tries(),
          counts.unknown(),
          counts.maxInFlight());
      assertThat(counts.unknown()).isPositive();
      assertThat(counts.tries()).isEqualTo(counts.paid() + counts.unknown());
      assertThat(counts.maxInFlight()).isLessThanOrEqualTo(16);
    }
  }

  /** A source in memory: what comes back is handed over again. */
  private static CompletableFuture<Verdict> untilDone(
      PayoutAdapter adapter, PayoutInstruction instruction) {
    return adapter
        .handle(instruction)
        .thenCompose(
            verdict ->
                verdict == Verdict.AGAIN
                    ? untilDone(adapter, instruction)
                    : CompletableFuture.completedFuture(verdict));
  }

  /** What stays silent outlasts it; a slow machine only makes more tries. */
  private static HttpPaymentSystem system(Wallet wallet) {
    return new HttpPaymentSystem(
        new HttpPaymentSystem.Settings(
            URI.create("http://127.0.0.1:" + wallet.port()),
            Optional.empty(),
            Duration.ofSeconds(2)));
  }
}
