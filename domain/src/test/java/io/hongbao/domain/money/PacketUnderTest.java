package io.hongbao.domain.money;

import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;

/** A packet, record by record, with what each record brought. */
final class PacketUnderTest {

  static final String ID = "gala.3.1.7";
  static final String WINNER = "u1";
  static final long UNTIL = 90_000;
  static final ClaimTerms TERMS = new ClaimTerms(60_000, 0);
  static final ClaimTerms WITH_GRACE = new ClaimTerms(60_000, 5_000);
  static final Origin ORIGIN = new Origin("edge-1", "d1", "127.0.0.1", 1);
  static final Note NOTE = new Note("ann", "looks odd");

  private final PacketEngine engine = new PacketEngine();
  private final List<String> entries = new ArrayList<>();
  private final List<PayoutInstruction> instructions = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private PacketState state = PacketState.UNKNOWN;
  private long atMillis = 1_000;

  static Won won(ClaimTerms terms, Long... sharesFen) {
    return new Won(ID, WINNER, "cola", List.of(sharesFen), UNTIL, terms, false);
  }

  static Won shadow() {
    return new Won(ID, WINNER, "cola", List.of(188L), UNTIL, TERMS, true);
  }

  /** A packet of 188 fen that was won. */
  static PacketUnderTest wonPacket() {
    return new PacketUnderTest().with(won(TERMS, 188L));
  }

  /** A packet of 100, 50 and 38 fen that was won. */
  static PacketUnderTest wonPacketOfShares() {
    return new PacketUnderTest().with(won(TERMS, 100L, 50L, 38L));
  }

  /** Sets the log's clock for the records that follow. */
  PacketUnderTest at(long millis) {
    atMillis = millis;
    return this;
  }

  /** Takes a record; what became of it does not matter. */
  PacketUnderTest with(PacketRecord record) {
    take(record);
    return this;
  }

  Effect take(PacketRecord record) {
    PacketDecision decision = engine.decide(state, record, atMillis);
    state = decision.after();
    decision.entries().forEach(entry -> entries.add(entry.id() + ' ' + entry.amountFen()));
    instructions.addAll(decision.instructions());
    refusals.addAll(decision.refusals());
    return decision.effect();
  }

  PacketState state() {
    return state;
  }

  Phase phase(int share) {
    return state.shares().get(share).phase();
  }

  /** Ids and amounts, without the packet's id. */
  List<String> entries() {
    return entries.stream().map(entry -> entry.substring(ID.length() + 1)).toList();
  }

  List<PayoutInstruction> instructions() {
    return instructions;
  }

  /** Keys of instructions, without the packet's id. */
  List<String> keys() {
    return instructions.stream().map(each -> each.key().substring(ID.length() + 1)).toList();
  }

  List<String> refusals() {
    return refusals;
  }

  static Claim claim() {
    return claim(WINNER, RiskLevel.NONE);
  }

  static Claim claim(String user, RiskLevel riskLevel) {
    return new Claim(ID, user, riskLevel, ORIGIN);
  }

  static Share share(int share, String user) {
    return share(share, user, RiskLevel.NONE);
  }

  static Share share(int share, String user, RiskLevel riskLevel) {
    return new Share(ID, share, user, riskLevel, ORIGIN);
  }

  static Hold hold(int share) {
    return new Hold(ID, share, NOTE);
  }

  static Approve approve(int share, int step) {
    return new Approve(ID, share, step, NOTE);
  }

  static Refuse refuse(int share, int step) {
    return new Refuse(ID, share, step, NOTE);
  }

  static Expire expire() {
    return new Expire(ID);
  }

  static Due due(int share) {
    return new Due(ID, share);
  }

  static Paid paid(int share, int step) {
    return new Paid(ID, share, step, "T-1");
  }

  static PayFailed payFailed(int share, int step) {
    return new PayFailed(ID, share, step, NOTE);
  }
}
