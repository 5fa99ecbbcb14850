package io.hongbao.proof.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.money.MoneyDifference.Kind;
import io.hongbao.proof.money.Reconciliation.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final String BATCH = "gala.0.1";
  private static final String PAID = BATCH + ".0";
  private static final String CLAIMED = BATCH + ".1";
  private static final String HELD = BATCH + ".2";
  private static final String EXPIRED = BATCH + ".3";
  private static final String REFUSED = BATCH + ".4";
  private static final String OPEN = BATCH + ".5";
  private static final String PAID_KEY = PAID + "/0/1";
  private static final String CLAIMED_KEY = CLAIMED + "/0/1";
  private static final long DAY_MILLIS = 86_400_000;
  private static final Note NOTE = new Note("finance", "");

  private final PacketReplay log = new PacketReplay();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<PayoutInstruction> payouts = new ArrayList<>();
  private final Map<String, WalletTransfer> transfers = new HashMap<>();
  private final Map<String, Long> balancesFen = new HashMap<>();

  /** A batch of 1,000 fen with a packet in each phase, everywhere the same. */
  @BeforeEach
  void playAnEvening() {
    append(new Funded(BATCH, "cola", 10, 1_000));
    append(won(PAID, 188));
    append(claim(PAID, RiskLevel.NONE));
    append(new Paid(PAID, 0, 1, "r1"));
    append(won(CLAIMED, 20));
    append(claim(CLAIMED, RiskLevel.NONE));
    append(won(HELD, 30));
    append(claim(HELD, RiskLevel.HOLD));
    append(won(EXPIRED, 40));
    log.add(new Expire(EXPIRED), 2 * DAY_MILLIS);
    append(won(REFUSED, 50));
    append(claim(REFUSED, RiskLevel.HOLD));
    append(new Refuse(REFUSED, 0, 0, NOTE));
    append(won(OPEN, 60));
    ledger.addAll(log.entries().values());
    log.instructions().values().forEach(it -> payouts.add(it.instruction()));
    transfers.put(PAID_KEY, paid(PAID_KEY, 188));
    balancesFen.put("cola", -188L);
  }

  @Test
  void shouldFindNothingWhereAllAgree() {
    Reconciliation found = compare();

    assertThat(found.differences()).isEmpty();
    assertThat(found.isOk()).isTrue();
    assertThat(found.total().packets().issuedFen()).isEqualTo(388);
    assertThat(found.total().packets().unclaimedFen()).isEqualTo(60);
    assertThat(found.total().packets().claimedFen()).isEqualTo(20);
    assertThat(found.total().packets().heldFen()).isEqualTo(30);
    assertThat(found.total().packets().paidFen()).isEqualTo(188);
    assertThat(found.total().packets().expiredFen()).isEqualTo(40);
    assertThat(found.total().packets().returnedFen()).isEqualTo(50);
    assertThat(found.total().leftFen()).isEqualTo(612);
    assertThat(found.total().differenceFen()).isZero();
    assertThat(found.enterprises()).containsOnlyKeys("cola");
    assertThat(found.waiting())
        .extracting(it -> it.instruction().key())
        .containsExactly(CLAIMED_KEY);
  }

  @Test
  void shouldTakeRepeatsForOne() {
    ledger.addAll(List.copyOf(ledger));
    payouts.addAll(List.copyOf(payouts));

    assertThat(compare().differences()).isEmpty();
  }

  @Test
  void shouldStillCountAsLeftWhatWentBackAtTheEnd() {
    append(new Unissued(BATCH, 4, 612));
    ledger.clear();
    ledger.addAll(log.entries().values());

    Reconciliation found = compare();

    assertThat(found.differences()).isEmpty();
    assertThat(found.total().leftFen()).isEqualTo(612);
  }

  @Test
  void shouldFindAnEntryThatIsMissing() {
    ledger.removeIf(it -> it.id().equals(PAID_KEY + "/pay"));

    expect(
        Kind.LEDGER_MISSING,
        PAID,
        188,
        "the ledger lacks entry gala.0.1.0/0/1/pay of 188 fen of cola");
  }

  @Test
  void shouldFindAnEntryThatNothingDecides() {
    ledger.add(new LedgerEntry(OPEN + "/0/1/claim", LedgerEntry.Kind.CLAIM, BATCH, "cola", 60));

    expect(
        Kind.LEDGER_UNEXPECTED,
        OPEN,
        60,
        "the log decides no entry gala.0.1.5/0/1/claim, and the ledger holds one of 60 fen of"
            + " cola");
  }

  @Test
  void shouldFindAnEntryOfAnotherAmount() {
    ledger.replaceAll(it -> it.id().equals(PAID_KEY + "/pay") ? with(it, 189) : it);

    expect(
        Kind.LEDGER_DIFFERENT,
        PAID,
        1,
        "entry gala.0.1.0/0/1/pay is 189 fen of cola, and the log decides 188 fen of cola");
  }

  @Test
  void shouldFindAnEntryThatStandsForTwoThings() {
    ledger.add(
        with(
            ledger.stream().filter(it -> it.id().equals(PAID_KEY + "/pay")).findFirst().get(),
            187));

    expect(
        Kind.LEDGER_DIFFERENT,
        PAID,
        1,
        "the ledger says two things of entry gala.0.1.0/0/1/pay: 188 fen of cola, then 187 fen of"
            + " cola");
  }

  @Test
  void shouldFindAnInstructionThatIsMissingAndSendItAgain() {
    payouts.removeIf(it -> it.key().equals(CLAIMED_KEY));

    Reconciliation found =
        expect(
            Kind.PAYOUT_MISSING,
            CLAIMED,
            20,
            "payouts lacks the instruction gala.0.1.1/0/1 of 20 fen from cola to alice");
    assertThat(found.toReissue(log, 0))
        .extracting(PayoutInstruction::key)
        .containsExactly(CLAIMED_KEY);
  }

  @Test
  void shouldFindAnInstructionThatNothingDecides() {
    payouts.add(new PayoutInstruction(new ShareStep(OPEN, 0, 1), "alice", "cola", 60));

    expect(
        Kind.PAYOUT_UNEXPECTED,
        OPEN,
        60,
        "the log decides no instruction gala.0.1.5/0/1, and payouts holds one of 60 fen from cola"
            + " to alice");
  }

  @Test
  void shouldFindAnInstructionToSomebodyElse() {
    payouts.replaceAll(
        it ->
            it.key().equals(CLAIMED_KEY)
                ? new PayoutInstruction(it.step(), "mallory", "cola", 20)
                : it);

    expect(
        Kind.PAYOUT_DIFFERENT,
        CLAIMED,
        20,
        "the instruction gala.0.1.1/0/1 is 20 fen from cola to mallory, and the log decides 20 fen"
            + " from cola to alice");
  }

  @Test
  void shouldFindAPaymentThatTheWalletDoesNotKnow() {
    transfers.remove(PAID_KEY);
    balancesFen.put("cola", 0L);

    expect(
        Kind.PAYMENT_MISSING,
        PAID,
        188,
        "the log says that gala.0.1.0/0/1 was paid, and the wallet does not know it");
  }

  @Test
  void shouldFindAPaymentThatTheWalletHasRefused() {
    transfers.put(PAID_KEY, new WalletTransfer(PAID_KEY, "cola", "alice", 188, false));
    balancesFen.put("cola", 0L);

    expect(
        Kind.PAYMENT_MISSING,
        PAID,
        188,
        "the log says that gala.0.1.0/0/1 was paid, and the wallet has refused it");
  }

  @Test
  void shouldFindAPaymentThatWasNotLoggedAndSendItsInstructionAgain() {
    transfers.put(CLAIMED_KEY, paid(CLAIMED_KEY, 20));
    balancesFen.put("cola", -208L);

    Reconciliation found =
        expect(
            Kind.PAYMENT_UNLOGGED,
            CLAIMED,
            20,
            "the wallet has paid gala.0.1.1/0/1, and the log does not say so");
    assertThat(found.toReissue(log, 0))
        .extracting(PayoutInstruction::key)
        .containsExactly(CLAIMED_KEY);
  }

  @Test
  void shouldFindARefusalThatWasNotLoggedAndSendItsInstructionAgain() {
    transfers.put(CLAIMED_KEY, new WalletTransfer(CLAIMED_KEY, "", "", 0, false));

    Reconciliation found =
        expect(
            Kind.REFUSAL_UNLOGGED,
            CLAIMED,
            20,
            "the wallet has refused gala.0.1.1/0/1, and the log does not say so");
    assertThat(found.toReissue(log, 0))
        .extracting(PayoutInstruction::key)
        .containsExactly(CLAIMED_KEY);
  }

  @Test
  void shouldFindAPaymentToSomebodyElse() {
    transfers.put(PAID_KEY, new WalletTransfer(PAID_KEY, "cola", "mallory", 188, true));

    expect(
        Kind.PAYMENT_DIFFERENT,
        PAID,
        188,
        "the wallet has paid by gala.0.1.0/0/1 188 fen from cola to mallory, and the log decides"
            + " 188 fen from cola to alice");
  }

  @Test
  void shouldFindAPaymentThatNothingDecides() {
    String key = OPEN + "/0/1";
    transfers.put(key, paid(key, 60));
    balancesFen.put("cola", -248L);

    expect(
        Kind.PAYMENT_UNEXPECTED,
        OPEN,
        60,
        "the log decides no instruction gala.0.1.5/0/1, and the wallet has paid by it 60 fen from"
            + " cola to alice");
  }

  @Test
  void shouldFindAPaymentOfAKeyThatHadFailed() {
    append(new PayFailed(CLAIMED, 0, 1, NOTE));
    ledger.clear();
    ledger.addAll(log.entries().values());
    transfers.put(CLAIMED_KEY, paid(CLAIMED_KEY, 20));
    balancesFen.put("cola", -208L);

    expect(
        Kind.PAYMENT_UNEXPECTED,
        CLAIMED,
        20,
        "the wallet has paid gala.0.1.1/0/1, of which the log says that it had failed");
  }

  @Test
  void shouldAcceptARefusalThatALaterStepFollowed() {
    append(new PayFailed(CLAIMED, 0, 1, NOTE));
    append(new Approve(CLAIMED, 0, 1, NOTE));
    ledger.clear();
    ledger.addAll(log.entries().values());
    payouts.clear();
    log.instructions().values().forEach(it -> payouts.add(it.instruction()));
    transfers.put(CLAIMED_KEY, new WalletTransfer(CLAIMED_KEY, "cola", "alice", 20, false));

    Reconciliation found = compare();

    assertThat(found.differences()).isEmpty();
    assertThat(found.waiting())
        .extracting(it -> it.instruction().key())
        .containsExactly(CLAIMED + "/0/2");
  }

  @Test
  void shouldFindABalanceThatTransfersDoNotExplain() {
    balancesFen.put("cola", -190L);

    expect(
        Kind.BALANCE_DIFFERENT,
        "",
        2,
        "the wallet's account cola stands at -190 fen, and its transfers come to -188");
  }

  @Test
  void shouldForgetWhatTheEarlierComparisonHadNotFound() {
    Reconciliation earlier = compare();
    ledger.removeIf(it -> it.id().equals(PAID_KEY + "/pay"));
    Reconciliation later = compare();

    assertThat(later.persistingSince(earlier).isOk()).isTrue();
    assertThat(later.persistingSince(earlier).total().differenceFen()).isZero();
    assertThat(later.persistingSince(later)).isEqualTo(later);
  }

  @Test
  void shouldSendAgainWhatWaitsForLong() {
    Reconciliation found = compare();

    assertThat(found.toReissue(log, 1)).isEmpty();
    assertThat(found.toReissue(log, 2))
        .extracting(PayoutInstruction::key)
        .containsExactly(CLAIMED_KEY);
  }

  private Reconciliation compare() {
    return Reconciliation.of(new Sources(log, ledger, payouts, transfers, balancesFen));
  }

  private Reconciliation expect(Kind kind, String packetId, long fen, String text) {
    Reconciliation found = compare();
    assertThat(found.differences()).hasSize(1);
    MoneyDifference difference = found.differences().get(0);
    assertThat(difference.text()).isEqualTo(text);
    assertThat(difference.kind()).isEqualTo(kind);
    assertThat(difference.packetId()).isEqualTo(packetId);
    assertThat(difference.enterpriseId()).isEqualTo("cola");
    assertThat(difference.fen()).isEqualTo(fen);
    assertThat(found.isOk()).isFalse();
    assertThat(found.total().differenceFen()).isEqualTo(fen);
    return found;
  }

  private void append(MoneyRecord record) {
    log.add(record, 1);
  }

  private static Won won(String packetId, long fen) {
    return new Won(
        packetId, "alice", "cola", List.of(fen), DAY_MILLIS, new ClaimTerms(DAY_MILLIS, 0), false);
  }

  private static Claim claim(String packetId, RiskLevel riskLevel) {
    return new Claim(packetId, "alice", riskLevel, new Origin("edge-1", "", "", 0));
  }

  private static WalletTransfer paid(String key, long fen) {
    return new WalletTransfer(key, "cola", "alice", fen, true);
  }

  private static LedgerEntry with(LedgerEntry entry, long fen) {
    return new LedgerEntry(entry.id(), entry.kind(), entry.batchId(), entry.enterpriseId(), fen);
  }
}
