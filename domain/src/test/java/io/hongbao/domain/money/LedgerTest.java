package io.hongbao.domain.money;

import static io.hongbao.domain.money.PacketUnderTest.claim;
import static io.hongbao.domain.money.PacketUnderTest.payFailed;
import static io.hongbao.domain.money.PacketUnderTest.refuse;
import static io.hongbao.domain.money.PacketUnderTest.shadow;
import static io.hongbao.domain.money.PacketUnderTest.share;
import static io.hongbao.domain.money.PacketUnderTest.wonPacketOfShares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.money.LedgerEntry.Kind;
import io.hongbao.domain.risk.RiskLevel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final String BATCH = "gala.3.1";
  private static final String PACKET = "gala.3.1.7";

  private final Ledger ledger = new Ledger();

  @Test
  void shouldFollowTheMoneyOfABatch() {
    fund(1_000);
    add(Kind.CLAIM, 0, 1, 188);
    add(Kind.PAY, 0, 1, 188);
    add(Kind.CLAIM, 1, 1, 50);
    add(Kind.EXPIRE, 2, 0, 38);
    ledger.add(LedgerEntry.of(Kind.RETURN, BATCH, "cola", 700));

    assertThat(ledger.balance(BATCH))
        .contains(new Ledger.Balance(BATCH, "cola", true, -262, 24, 50, 188));
    assertThat(ledger.balances()).hasSize(1).allMatch(balance -> balance.sumFen() == 0);
    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.size()).isEqualTo(6);
    assertThat(ledger.totalFen("cola", Kind.CLAIM)).isEqualTo(238);
    assertThat(ledger.totalFen("cola", Kind.HOLD)).isZero();
    assertThat(ledger.totalFen("tea", Kind.CLAIM)).isZero();
    assertThat(ledger.balance("gala.3.2")).isEmpty();
  }

  @Test
  void shouldTakeARepeatedEntryOnce() {
    LedgerEntry entry = LedgerEntry.of(Kind.FUND, BATCH, "cola", 1_000);

    assertThat(ledger.add(entry)).isTrue();
    assertThat(ledger.add(entry)).isFalse();
    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.totalFen("cola", Kind.FUND)).isEqualTo(1_000);
  }

  @Test
  void shouldReportAnIdThatStandsForTwoThings() {
    fund(1_000);

    assertThat(ledger.add(LedgerEntry.of(Kind.FUND, BATCH, "cola", 900))).isFalse();
    assertThat(ledger.problems())
        .containsExactly("entry gala.3.1/fund stands twice: 1000 fen of cola, then 900 of cola");
  }

  @Test
  void shouldReportABatchOfTwoEnterprises() {
    fund(1_000);
    ledger.add(LedgerEntry.of(Kind.CLAIM, new ShareStep(PACKET, 0, 1), "tea", 5));

    assertThat(ledger.problems())
        .containsExactly("entry gala.3.1.7/0/1/claim of enterprise tea: the batch is cola's");
  }

  @Test
  void shouldReportEscrowThatIsOverdrawnOnceItIsFunded() {
    add(Kind.CLAIM, 0, 1, 188);
    assertThat(ledger.problems()).isEmpty();

    fund(187);

    assertThat(ledger.problems())
        .containsExactly("batch gala.3.1: escrow of -1 fen, expected 0 or more");
  }

  @Test
  void shouldReportWhatWasPaidAndNotClaimed() {
    fund(1_000);
    add(Kind.PAY, 0, 1, 188);

    assertThat(ledger.problems())
        .containsExactly("batch gala.3.1: payable of -188 fen, expected 0 or more");
  }

  @Test
  void shouldReportASumThatNoNumberHolds() {
    ledger.add(LedgerEntry.of(Kind.FUND, BATCH, "cola", Long.MAX_VALUE));
    add(Kind.EXPIRE, 0, 0, Long.MAX_VALUE);
    add(Kind.EXPIRE, 1, 0, Long.MAX_VALUE);

    assertThat(ledger.problems())
        .contains("entry gala.3.1.7/1/0/expire: the sum of its batch does not fit 63 bits");
  }

  @Test
  void shouldAgreeWithThePackets() {
    fund(1_000);
    PacketUnderTest packet =
        wonPacketOfShares().with(claim()).with(share(1, "ann", RiskLevel.HOLD));
    add(Kind.CLAIM, 0, 1, 100);

    assertThat(PacketTotals.of(packet.state()))
        .isEqualTo(new PacketTotals(188, 38, 100, 50, 0, 0, 0));
    assertThat(ledger.differences(Map.of(BATCH, PacketTotals.of(packet.state())))).isEmpty();
    packet.with(payFailed(0, 1)).with(refuse(0, 1));
    assertThat(PacketTotals.of(packet.state()))
        .isEqualTo(new PacketTotals(188, 0, 0, 50, 0, 0, 138));
    assertThat(ledger.differences(Map.of(BATCH, PacketTotals.of(packet.state()))))
        .containsExactly(
            "batch gala.3.1: escrow of 900 fen, expected 862",
            "batch gala.3.1: payable of 100 fen, expected 0");
    add(Kind.HOLD, 0, 1, 100);
    add(Kind.REFUSE, 0, 1, 100);
    add(Kind.REFUSE, 2, 0, 38);
    assertThat(ledger.differences(Map.of(BATCH, PacketTotals.of(packet.state())))).isEmpty();
  }

  @Test
  void shouldReportWhatIsNotInTheLedger() {
    fund(100);
    PacketTotals paid = new PacketTotals(188, 0, 0, 0, 188, 0, 0);

    assertThat(ledger.differences(Map.of(BATCH, paid)))
        .containsExactly(
            "batch gala.3.1: 88 fen won beyond its funds",
            "batch gala.3.1: escrow of 100 fen, expected -88",
            "batch gala.3.1: users of 0 fen, expected 188");
  }

  @Test
  void shouldAgreeOnceEverythingIsSpentOrReturned() {
    fund(1_000);
    add(Kind.CLAIM, 0, 1, 188);
    ledger.add(LedgerEntry.of(Kind.RETURN, BATCH, "cola", 812));
    PacketTotals claimed = new PacketTotals(188, 0, 188, 0, 0, 0, 0);

    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.differences(Map.of(BATCH, claimed))).isEmpty();
    assertThat(new Ledger.Balance(BATCH, "cola", true, -9, 1, 2, 4).sumFen()).isEqualTo(-2);
  }

  @Test
  void shouldCompareOnlyWhatIsFunded() {
    add(Kind.CLAIM, 0, 1, 188);
    assertThat(ledger.differences(Map.of())).isEmpty();

    fund(1_000);

    assertThat(ledger.differences(Map.of())).hasSize(2);
  }

  @Test
  void shouldCountAPacketOnceAndNoShadow() {
    PacketUnderTest packet = wonPacketOfShares().at(100_000).with(PacketUnderTest.expire());
    PacketTotals expired = new PacketTotals(188, 0, 0, 0, 0, 188, 0);

    assertThat(PacketTotals.of(packet.state())).isEqualTo(expired);
    assertThat(PacketTotals.of(new PacketUnderTest().with(shadow()).state()))
        .isEqualTo(PacketTotals.NONE);
    assertThat(PacketTotals.of(PacketState.UNKNOWN)).isEqualTo(PacketTotals.NONE);
    assertThat(
            expired
                .plus(new PacketTotals(1, 2, 3, 4, 5, 6, 7))
                .plus(new PacketTotals(10, 20, 30, 40, 50, 60, 70)))
        .isEqualTo(new PacketTotals(199, 22, 33, 44, 55, 254, 77));
    assertThat(PacketTotals.of(wonPacketOfShares().with(claim()).with(paid()).state()))
        .isEqualTo(new PacketTotals(188, 88, 0, 0, 100, 0, 0));
  }

  @Test
  void shouldNameEntriesByPacketShareStepAndKind() {
    LedgerEntry entry = LedgerEntry.of(Kind.CLAIM, new ShareStep(PACKET, 2, 1), "cola", 5);

    assertThat(entry.id()).isEqualTo("gala.3.1.7/2/1/claim");
    assertThat(entry.batchId()).isEqualTo(BATCH);
    assertThat(LedgerEntry.of(Kind.RETURN, BATCH, "cola", 5).id()).isEqualTo("gala.3.1/return");
    for (Kind kind : Kind.values()) {
      assertThat(Kind.ofCode(kind.code())).isEqualTo(kind);
    }
    assertThatThrownBy(() -> Kind.ofCode(0)).hasMessage("kind of entry 0: unknown");
  }

  @Test
  void shouldRefuseEntriesThatCannotBe() {
    assertThatThrownBy(() -> LedgerEntry.of(Kind.FUND, BATCH, "cola", 0))
        .hasMessage("entry of 0 fen: expected at least 1");
    assertThatThrownBy(() -> entry("gala.3.1.7/0/1/claim", Kind.PAY))
        .hasMessage("entry 'gala.3.1.7/0/1/claim': expected one of kind pay of batch gala.3.1");
    assertThatThrownBy(() -> entry("gala.3.1/claim", Kind.CLAIM)).hasMessageContaining("expected");
    assertThatThrownBy(() -> entry("gala.3.1.7/fund", Kind.FUND)).hasMessageContaining("expected");
    assertThatThrownBy(() -> entry("gala.3.1", Kind.FUND)).hasMessageContaining("expected");
    assertThatThrownBy(() -> entry("gala.3.2/fund", Kind.FUND)).hasMessageContaining("expected");
    assertThat(entry("gala.3.1/fund", Kind.FUND).amountFen()).isEqualTo(5);
  }

  private static PacketRecord paid() {
    return PacketUnderTest.paid(0, 1);
  }

  private static LedgerEntry entry(String id, Kind kind) {
    return new LedgerEntry(id, kind, BATCH, "cola", 5);
  }

  private void fund(long fen) {
    ledger.add(LedgerEntry.of(Kind.FUND, BATCH, "cola", fen));
  }

  private void add(Kind kind, int share, int step, long fen) {
    ledger.add(LedgerEntry.of(kind, new ShareStep(PACKET, share, step), "cola", fen));
  }
}
