package io.hongbao.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.risk.RiskLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody is paid is back with the enterprise, to the fen. */
class MoneyBackTest {

  private static final String BATCH = "gala.3.1";
  private static final long FUNDED_FEN = 1_000;
  private static final long UNTIL = 90_000;
  private static final long LATE = 2 * UNTIL;
  private static final ClaimTerms TERMS = new ClaimTerms(60_000, 0);
  private static final Origin ORIGIN = new Origin("edge-1", "", "", 1);
  private static final Note NOTE = new Note("ann", "");

  private final PacketEngine engine = new PacketEngine();
  private final Ledger ledger = new Ledger();
  private final Map<String, PacketState> packets = new HashMap<>();
  private BatchState batch = BatchState.UNKNOWN;
  private long wonFen;

  @Test
  void shouldGiveBackWhatNobodyClaimed() {
    String packetId = win(188L);

    expire(packetId);

    assertIsBack(0);
  }

  @Test
  void shouldGiveBackWhatWasRefused() {
    String suspect = win(188L);
    take(new Claim(suspect, "u1", RiskLevel.HOLD, ORIGIN));

    take(new Refuse(suspect, 0, 0, NOTE));

    assertIsBack(0);
  }

  @Test
  void shouldGiveBackWhatThePaymentSystemAndThenAPersonRefused() {
    String packetId = win(188L);
    take(claim(packetId));
    take(new PayFailed(packetId, 0, 1, NOTE));

    take(new Refuse(packetId, 0, 1, NOTE));

    assertIsBack(0);
  }

  @Test
  void shouldGiveBackSharesThatNobodyTookAndNoOthers() {
    String packetId = win(100L, 60L, 40L);
    take(claim(packetId));
    take(new Share(packetId, 1, "u2", RiskLevel.NONE, ORIGIN));
    take(new Paid(packetId, 0, 1, ""));
    take(new Paid(packetId, 1, 1, ""));

    expire(packetId);

    assertIsBack(160);
  }

  @Test
  void shouldGiveBackAShareThatWasRefused() {
    String packetId = win(100L, 60L);
    take(claim(packetId));
    take(new Paid(packetId, 0, 1, ""));
    take(new Share(packetId, 1, "bot", RiskLevel.BLOCK, ORIGIN));

    take(new Refuse(packetId, 1, 0, NOTE));

    assertIsBack(100);
  }

  @Test
  void shouldGiveBackAllSharesOfAClaimThatWasRefused() {
    String packetId = win(30L, 20L, 10L);
    take(new Hold(packetId, 2, NOTE));
    take(new Claim(packetId, "u1", RiskLevel.EMPTY, ORIGIN));

    take(new Refuse(packetId, 0, 0, NOTE));

    assertIsBack(0);
  }

  @Test
  void shouldGiveBackWhatWasMarkedAndNeverClaimed() {
    String packetId = win(30L, 20L);
    take(new Hold(packetId, 0, NOTE));

    expire(packetId);

    assertIsBack(0);
  }

  /** At the show's end the enterprise has paid what users were paid, and nothing else. */
  private void assertIsBack(long paidFen) {
    tell(new Funded(BATCH, "cola", 10, FUNDED_FEN));
    tell(new Unissued(BATCH, 10 - packets.size(), FUNDED_FEN - wonFen));
    assertThat(ledger.balance(BATCH))
        .contains(new Ledger.Balance(BATCH, "cola", true, -paidFen, 0, 0, paidFen));
    assertThat(ledger.problems()).isEmpty();
  }

  private String win(Long... sharesFen) {
    String packetId = BATCH + "." + packets.size();
    Won won = new Won(packetId, "u1", "cola", List.of(sharesFen), UNTIL, TERMS, false);
    wonFen += won.amountFen();
    take(won);
    return packetId;
  }

  private static Claim claim(String packetId) {
    return new Claim(packetId, "u1", RiskLevel.NONE, ORIGIN);
  }

  private void take(PacketRecord record) {
    take(record, 1_000);
  }

  private void expire(String packetId) {
    take(new Expire(packetId), LATE);
  }

  private void take(PacketRecord record, long atMillis) {
    PacketState before = packets.getOrDefault(record.packetId(), PacketState.UNKNOWN);
    PacketDecision decision = engine.decide(before, record, atMillis);
    assertThat(decision.effect()).isEqualTo(PacketDecision.Effect.CHANGED);
    packets.put(record.packetId(), decision.after());
    decision.entries().forEach(ledger::add);
  }

  private void tell(BatchRecord record) {
    BatchState.Decision decision = batch.decide(record);
    batch = decision.after();
    decision.entries().forEach(ledger::add);
  }
}
