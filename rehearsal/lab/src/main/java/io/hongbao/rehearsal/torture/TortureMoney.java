package io.hongbao.rehearsal.torture;

import io.hongbao.proof.money.MoneyCounts;
import io.hongbao.proof.money.Reconciliation;
import io.hongbao.rehearsal.torture.PayoutMonitor.Second;
import java.util.List;
import java.util.Objects;

/**
 * What became of the money of a torture.
 *
 * @param found by the comparison of log, ledger, payouts and wallet, once payouts had settled
 * @param claims that phones heard the decision of
 * @param wanted how many there were to be at least
 * @param seconds of the payout adapter
 */
record TortureMoney(
    Reconciliation found, MoneyCounts counts, long claims, int wanted, List<Second> seconds) {

  TortureMoney {
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(counts, "counts");
    seconds = List.copyOf(seconds);
  }

  /** Whether all places agree, nothing is on its way, and no share was paid twice. */
  boolean isOk() {
    return found.isOk() && found.waiting().isEmpty() && counts.paidTwice() == 0 && claims >= wanted;
  }
}
