package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.MoneySampleRecords;
import io.hongbao.wire.fixtures.SampleRecords;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formats of what is written about money; a change is noticed here. */
class MoneyBytesTest {

  private static final Map<String, Supplier<byte[]>> WRITTEN = written();

  private static Map<String, Supplier<byte[]>> written() {
    Map<String, Supplier<byte[]>> written = new TreeMap<>();
    MoneySampleRecords.RECORDS.forEach(
        (name, record) -> written.put(name, () -> MoneyCodec.encode(record)));
    written.put("won-to-claim", MoneySampleRecords.WON::encode);
    written.put("won-of-shadow-to-claim", MoneySampleRecords.SHADOW_WON::encode);
    written.put("ledger-entry", () -> LedgerCodec.encode(MoneySampleRecords.LEDGER_ENTRY));
    written.put("ledger-entry-of-batch", () -> LedgerCodec.encode(MoneySampleRecords.FUND_ENTRY));
    written.put("payout", () -> LedgerCodec.encode(MoneySampleRecords.PAYOUT));
    written.put("state-waiting", () -> MoneyStateCodec.encode(MoneySampleRecords.WAITING));
    written.put("state-of-packet", () -> MoneyStateCodec.encode(MoneySampleRecords.STATE));
    written.put("state-of-shadow", () -> MoneyStateCodec.encode(MoneySampleRecords.SHADOW_STATE));
    written.put("state-of-batch", () -> MoneyStateCodec.encode(MoneySampleRecords.BATCH_STATE));
    written.put("content-seeds-of-shares", () -> ControlCodec.of(MoneySampleRecords.SEEDS));
    written.put(
        "content-terms-of-claiming",
        () -> ControlCodec.of(MoneySampleRecords.terms(SampleRecords.SHADOW)));
    written.put(
        "content-terms-of-answers",
        () -> ControlCodec.of(MoneySampleRecords.termsOfAnswers(SampleRecords.SHADOW)));
    written.put("plan-of-answers", () -> MoneySampleRecords.planOfAnswers().encode());
    written.put(
        "plan-of-claiming", () -> MoneySampleRecords.plan(MoneySampleRecords.TERMS).encode());
    return written;
  }

  static Iterable<String> names() {
    return WRITTEN.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldWriteTheBytesOfTheTable(String name) {
    assertThat(HexFormat.of().formatHex(WRITTEN.get(name).get()))
        .isEqualTo(HexFormat.of().formatHex(GoldenRecords.bytes(name)));
  }

  @Test
  void shouldReadTheBytesOfTheTable() {
    MoneySampleRecords.RECORDS.forEach(
        (name, record) ->
            assertThat(MoneyCodec.decode(GoldenRecords.bytes(name))).isEqualTo(record));
    assertThat(WonRecord.decode(GoldenRecords.bytes("won-to-claim")))
        .isEqualTo(MoneySampleRecords.WON);
    assertThat(WonRecord.decode(GoldenRecords.bytes("won-of-shadow-to-claim")))
        .isEqualTo(MoneySampleRecords.SHADOW_WON);
    assertThat(LedgerCodec.decodeEntry(GoldenRecords.bytes("ledger-entry")))
        .isEqualTo(MoneySampleRecords.LEDGER_ENTRY);
    assertThat(LedgerCodec.decodeEntry(GoldenRecords.bytes("ledger-entry-of-batch")))
        .isEqualTo(MoneySampleRecords.FUND_ENTRY);
    assertThat(LedgerCodec.decodeInstruction(GoldenRecords.bytes("payout")))
        .isEqualTo(MoneySampleRecords.PAYOUT);
    assertThat(packetState("state-waiting")).isEqualTo(MoneySampleRecords.WAITING);
    assertThat(packetState("state-of-packet")).isEqualTo(MoneySampleRecords.STATE);
    assertThat(packetState("state-of-shadow")).isEqualTo(MoneySampleRecords.SHADOW_STATE);
    assertThat(
            MoneyStateCodec.decodeBatch(
                MoneySampleRecords.BATCH, GoldenRecords.bytes("state-of-batch")))
        .isEqualTo(MoneySampleRecords.BATCH_STATE);
  }

  @Test
  void shouldReadPlansTermsAndSeedsThatSayHowPacketsAreClaimed() {
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-claiming")))
        .isEqualTo(MoneySampleRecords.plan(MoneySampleRecords.TERMS));
    assertThat(
            ControlCodec.decode(GoldenRecords.bytes("content-seeds-of-shares"), FixedKeys.SEALING))
        .isEqualTo(MoneySampleRecords.SEEDS);
    assertThat(
            ControlCodec.decode(
                GoldenRecords.bytes("content-terms-of-claiming"), FixedKeys.SEALING))
        .isEqualTo(MoneySampleRecords.terms(SampleRecords.SHADOW).open(FixedKeys.SEALING));
    assertThatThrownBy(
            () -> ControlCodec.decodeOpen(GoldenRecords.bytes("content-terms-of-claiming")))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(
            () -> ControlCodec.decodeOpen(GoldenRecords.bytes("content-seeds-of-shares")))
        .isInstanceOf(MalformedRecordException.class);
    assertThat(ControlCodec.isSeeds(GoldenRecords.bytes("content-seeds-of-shares"))).isTrue();
  }

  @Test
  void shouldReadPlansAndTermsThatSayHowLongAnswersAreKept() {
    byte[] terms = GoldenRecords.bytes("content-terms-of-answers");

    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-answers")))
        .isEqualTo(MoneySampleRecords.planOfAnswers());
    assertThat(ControlCodec.decode(terms, FixedKeys.SEALING))
        .isEqualTo(MoneySampleRecords.termsOfAnswers(SampleRecords.SHADOW).open(FixedKeys.SEALING));
    assertThatThrownBy(() -> ControlCodec.decodeOpen(terms))
        .isInstanceOf(MalformedRecordException.class);
    assertThat(ControlCodec.isSeeds(terms)).isFalse();
    PlanRecord plain = SampleRecords.PLAN;
    PlanRecord kept =
        new PlanRecord(
            plain.number(),
            plain.activatesAtMillis(),
            plain.partitions(),
            plain.campaign().withAnswerLifetime(MoneySampleRecords.ANSWERS),
            plain.campaignSha256(),
            plain.secrets(),
            plain.sealedPlanningSeed());
    for (PlanRecord each :
        List.of(kept, kept.activatingAt(5), kept.withSeedFiles("cd".repeat(32)))) {
      assertThat(PlanRecord.decode(each.encode())).isEqualTo(each);
    }
  }

  @Test
  void shouldReadBackEveryPlanThatSaysHowPacketsAreClaimed() {
    PlanRecord split = MoneySampleRecords.plan(ClaimTerms.DEFAULT);
    PlanRecord shadow =
        MoneySampleRecords.plan(MoneySampleRecords.TERMS).ofKind(ShowKind.shadowFor("crew"));
    for (PlanRecord plan : List.of(split, shadow, shadow.withSeedFiles("cd".repeat(32)))) {
      for (PlanRecord each : List.of(plan, plan.activatingAt(5), plan.activeFrom(5))) {
        assertThat(PlanRecord.decode(each.encode())).isEqualTo(each);
      }
    }
    assertThat(split.campaign().waves().get(0).pools()).extracting(Pool::shares).containsExactly(3);
  }

  @Test
  void shouldReadWinsOfBeforeAsPacketsThatCanBeClaimedForADay() {
    WonRecord old = WonRecord.decode(GoldenRecords.bytes("won"));
    Won won = (Won) MoneyCodec.decode(GoldenRecords.bytes("won"));

    assertThat(old.claiming()).isEmpty();
    assertThat(won)
        .isEqualTo(
            new Won(
                old.packetId(),
                "u1",
                "cola",
                List.of(188L),
                old.appendedAtMillis() + 86_400_000,
                ClaimTerms.DEFAULT,
                false));
    assertThat(((Won) MoneyCodec.decode(GoldenRecords.bytes("won-of-shadow"))).isShadow()).isTrue();
    assertThat(MoneyCodec.decode(GoldenRecords.bytes("won-to-claim")))
        .isEqualTo(MoneySampleRecords.WON.toWon());
  }

  @Test
  void shouldTellWinsFromOtherRecordsOfTheTopic() {
    assertThat(MoneyCodec.isWon(GoldenRecords.bytes("won"))).isTrue();
    assertThat(MoneyCodec.isWon(GoldenRecords.bytes("won-to-claim"))).isTrue();
    assertThat(MoneyCodec.isWon(GoldenRecords.bytes("claim"))).isFalse();
    assertThat(MoneyCodec.isWon(new byte[] {1})).isFalse();
    assertThat(MoneyCodec.isWon(null)).isFalse();
    assertThatThrownBy(() -> MoneyCodec.encode(MoneySampleRecords.WON.toWon()))
        .hasMessageContaining("expected a WonRecord to write it");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThatThrownBy(() -> MoneyCodec.decode(GoldenRecords.bytes("tick")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("unknown kind 2");
    byte[] newer = GoldenRecords.bytes("claim");
    newer[0] = 2;
    assertThatThrownBy(() -> MoneyCodec.decode(newer))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("format version 2, expected 1");
    assertThatThrownBy(() -> MoneyCodec.decode(null)).isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(
            () ->
                SampleRecords.WON.with(
                    new WonRecord.Claiming(1, ClaimTerms.DEFAULT, List.of(100L))))
        .hasMessage("shares of [100] fen: expected a sum of 188");
  }

  @Test
  void shouldKeepAPacketThatIsNotSplitInFewBytes() {
    WonRecord won =
        SampleRecords.WON.with(
            new WonRecord.Claiming(
                SampleRecords.WON.appendedAtMillis() + 86_400_000,
                ClaimTerms.DEFAULT,
                List.of(188L)));
    PacketState claimed =
        new PacketState(
            Optional.of(won.toWon()),
            0,
            List.of(MoneySampleRecords.STATE.winnersShare()),
            List.of());

    assertThat(MoneyStateCodec.encode(claimed)).hasSizeLessThan(40);
    assertThat(MoneyStateCodec.decodePacket(won.packetId(), MoneyStateCodec.encode(claimed)))
        .isEqualTo(claimed);
    PacketState waiting =
        new PacketState(
            Optional.empty(), 0, List.of(), List.of(new WaitingClaim("u1", RiskLevel.NONE)));
    assertThat(MoneyStateCodec.encode(waiting)).hasSize(7);
    for (BatchState state :
        List.of(
            BatchState.UNKNOWN,
            new BatchState(MoneySampleRecords.BATCH_STATE.funded(), Optional.empty()),
            new BatchState(Optional.empty(), MoneySampleRecords.BATCH_STATE.unissued()))) {
      assertThat(
              MoneyStateCodec.decodeBatch(MoneySampleRecords.BATCH, MoneyStateCodec.encode(state)))
          .isEqualTo(state);
    }
  }

  private static PacketState packetState(String name) {
    return MoneyStateCodec.decodePacket(MoneySampleRecords.PACKET, GoldenRecords.bytes(name));
  }
}
