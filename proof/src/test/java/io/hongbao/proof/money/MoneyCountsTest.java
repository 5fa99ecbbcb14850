package io.hongbao.proof.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.money.Reconciliation.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoneyCountsTest {

  private static final String BATCH = "gala.0.1";

  private final PacketReplay log = new PacketReplay();

  @Test
  void shouldCountPacketsSharesAndRepeats() {
    log.add(new Funded(BATCH, "cola", 10, 1_000), 1);
    for (int i = 0; i < 5; i++) {
      log.add(won(i, i == 4), 1);
    }
    log.add(claim(0, RiskLevel.NONE), 1);
    log.add(claim(0, RiskLevel.NONE), 1);
    log.add(new Paid(BATCH + ".0", 0, 1, ""), 1);
    log.add(new Paid(BATCH + ".0", 0, 1, ""), 1);
    log.add(claim(1, RiskLevel.NONE), 1);
    log.add(claim(2, RiskLevel.HOLD), 1);
    log.add(new Expire(BATCH + ".3"), 2_000);
    List<LedgerEntry> entries = new ArrayList<>(log.entries().values());
    entries.add(entries.get(0));
    List<PayoutInstruction> payouts =
        new ArrayList<>(log.instructions().values().stream().map(it -> it.instruction()).toList());
    payouts.addAll(List.copyOf(payouts));

    MoneyCounts counts =
        MoneyCounts.of(
            new Sources(
                log,
                entries,
                payouts,
                Map.of(
                    BATCH + ".0/0/1",
                    paid(BATCH + ".0/0/1"),
                    BATCH + ".0/0/2",
                    paid(BATCH + ".0/0/2"),
                    BATCH + ".1/0/1",
                    paid(BATCH + ".1/0/1"),
                    "other",
                    new WalletTransfer("other", "", "", 0, false)),
                Map.of()));

    assertThat(counts)
        .isEqualTo(
            new MoneyCounts(
                10,
                4,
                2,
                Map.of(Phase.PAID, 1L, Phase.INSTRUCTED, 1L, Phase.HELD, 1L, Phase.EXPIRED, 1L),
                5,
                1,
                2,
                2,
                3,
                1,
                1));
    assertThat(counts.claimed()).isEqualTo(3);
    assertThat(counts.shares(Phase.PAID, Phase.HELD, Phase.OPEN)).isEqualTo(2);
  }

  private static Won won(int number, boolean isShadow) {
    return new Won(
        BATCH + "." + number, "alice", "cola", List.of(100L), 1_000, ClaimTerms.DEFAULT, isShadow);
  }

  private static Claim claim(int number, RiskLevel riskLevel) {
    return new Claim(BATCH + "." + number, "alice", riskLevel, new Origin("edge-1", "", "", 0));
  }

  private static WalletTransfer paid(String key) {
    return new WalletTransfer(key, "cola", "alice", 100, true);
  }
}
