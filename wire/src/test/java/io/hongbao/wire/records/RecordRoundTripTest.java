package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Shake;
import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as it was. */
class RecordRoundTripTest {

  private static final int EACH = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldReadBackAnyRecord(long seed) {
    RandomRecords records = new RandomRecords(seed);
    for (int i = 0; i < EACH; i++) {
      ShakeRecord shake = records.shake();
      assertThat(ShakesRecord.decode(shake.key().encode(), shake.encode())).isEqualTo(shake);
      TickRecord tick = records.tick();
      assertThat(ShakesRecord.decode(null, tick.encode())).isEqualTo(tick);
      WonRecord won = records.won();
      assertThat(WonRecord.decode(won.encode())).isEqualTo(won);
      VerdictRecord verdict = records.verdict();
      assertThat(VerdictRecord.decode(verdict.encode())).isEqualTo(verdict);
      Outcome outcome = records.outcome();
      assertThat(OutcomeCodec.decode(OutcomeCodec.encode(outcome))).isEqualTo(outcome);
      SeedBatch seeds = records.seeds();
      assertThat(ControlCodec.decode(ControlCodec.of(seeds), FixedKeys.SEALING)).isEqualTo(seeds);
      DeadLetter letter = records.deadLetter();
      assertThat(DeadLetter.decode(letter.encode())).usingRecursiveComparison().isEqualTo(letter);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void shouldReadBackAnySignedControl(long seed) {
    RandomRecords records = new RandomRecords(seed);
    for (int i = 0; i < 50; i++) {
      SignedControl control =
          SignedControl.sign(
              FixedKeys.SIGNING,
              records.key(),
              1 + records.number() / 2,
              ControlCodec.of(records.seeds()));
      assertThat(ShakesRecord.decode(control.key().encode(), control.encode())).isEqualTo(control);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void shouldReadBackAnyRecordOfALiveShow(long seed) {
    RandomRecords records = new RandomRecords(seed);
    for (int i = 0; i < EACH; i++) {
      OpRecord op = records.op();
      assertThat(OpRecord.decode(op.encode())).isEqualTo(op);
      ModeRecord mode = records.mode();
      assertThat(ModeRecord.decode(mode.encode())).isEqualTo(mode);
      SecretsRecord secrets = records.secrets();
      assertThat(SecretsRecord.decode(secrets.encode())).isEqualTo(secrets);
      EnvelopeRecord envelope = records.envelope();
      assertThat(EnvelopeRecord.decode(envelope.encode())).isEqualTo(envelope);
      ApprovalRecord approval = records.approval();
      assertThat(ApprovalRecord.decode(approval.encode())).isEqualTo(approval);
      PolicyRecord policy = records.policy();
      assertThat(PolicyRecord.decode(policy.encode())).isEqualTo(policy);
      AckRecord ack = records.ack();
      assertThat(AckRecord.decode(ack.encode())).isEqualTo(ack);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  void shouldReadBackAnyPlanFileAndSnapshot(long seed) {
    RandomRecords records = new RandomRecords(seed);
    for (int i = 0; i < 30; i++) {
      PlanFile file = records.planFile();
      PlanFile read = PlanFile.verify(file.toBytes(), FixedKeys.VERIFYING);
      assertThat(read).usingRecursiveComparison().isEqualTo(file);
      ShowSnapshot snapshot = records.snapshot();
      assertThat(ShowSnapshot.verify(snapshot.sign(FixedKeys.SIGNING), FixedKeys.VERIFYING))
          .usingRecursiveComparison()
          .isEqualTo(snapshot);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE})
  void shouldReadBackNumbersOfAnyLength(long number) {
    byte[] bytes = new RecordWriter(1).writeNumber(number).toBytes();
    assertThat(new RecordReader(bytes).readNumber()).isEqualTo(number);
  }

  @Test
  void shouldRefuseToWriteWhatCouldNotBeRead() {
    assertThatThrownBy(() -> new RecordWriter(16).writeNumber(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number -1");
  }

  @Test
  void shouldHandTheDrawWhatItLooksAt() {
    assertThat(SampleRecords.SHAKE.toShake(4, 1_802_003_485_350L))
        .isEqualTo(
            new Shake(
                "spring-gala-2027",
                300,
                "\u5f20\u4f1f",
                "first",
                17,
                2,
                RiskLevel.EMPTY,
                4,
                1_802_003_485_350L));
  }

  @Test
  void shouldTellARecordWithoutKeyOrValue() {
    byte[] nothing = {};
    DeadLetter letter = new DeadLetter("no value", "shakes", 0, 1, 2, null, null);
    DeadLetter read = DeadLetter.decode(letter.encode());
    assertThat(read.key()).isEqualTo(nothing);
    assertThat(read.value()).isEqualTo(nothing);
  }

  @Test
  void shouldReadAnEndThatSaysNothingElse() {
    assertThat(ControlCodec.decode(ControlCodec.ofEnd(), FixedKeys.SEALING))
        .isEqualTo(new Control.End());
  }

  @Test
  void shouldReadBackAPlanOfALiveShowInEveryState() {
    PlanRecord staged = SampleRecords.LIVE_PLAN;
    PlanRecord ofSeedFiles = staged.withSeedFiles("cd".repeat(32));
    for (PlanRecord plan : List.of(staged, ofSeedFiles)) {
      for (PlanRecord state : List.of(plan, plan.activatingAt(5_000), plan.activeFrom(5_000))) {
        assertThat(PlanRecord.decode(state.encode())).isEqualTo(state);
      }
    }
  }

  @Test
  void shouldReadBackAPlanOfAnyKindInEveryState() {
    PlanRecord ofSeedFiles = SampleRecords.LIVE_PLAN.withSeedFiles("cd".repeat(32));
    for (ShowKind kind : List.of(ShowKind.shadowFor(""), ShowKind.shadowFor("crew"))) {
      for (PlanRecord plan : List.of(SampleRecords.PLAN, ofSeedFiles)) {
        PlanRecord staged = plan.ofKind(kind);
        for (PlanRecord each : List.of(staged, staged.activatingAt(5), staged.activeFrom(5))) {
          assertThat(each.kind()).isEqualTo(kind);
          assertThat(PlanRecord.decode(each.encode())).isEqualTo(each);
        }
      }
    }
  }

  @Test
  void shouldRefuseAPracticeShowThatGivesSomethingAway() {
    ShowKind practice = ShowKind.practiceFor("warm");
    PlanRecord plan = SampleRecords.PLAN;

    assertThatThrownBy(() -> plan.ofKind(practice))
        .hasMessage("wave first of a practice show has odds of 0.02: expected 0");
    byte[] terms = ControlCodec.of(SampleRecords.termsOfKind(practice));
    assertThatThrownBy(() -> ControlCodec.decode(terms, FixedKeys.SEALING))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("wave first of a practice show has odds of 0.02: expected 0");
    CampaignWave wave = plan.campaign().waves().get(0);
    CampaignWave withPackets =
        new CampaignWave(
            wave.schedule(), Odds.of("0"), wave.greetingOdds(), wave.curve(), wave.pools());
    PlanRecord withoutOdds =
        new PlanRecord(
            1,
            0,
            12,
            plan.campaign().withWaves(List.of(withPackets)),
            "",
            plan.secrets(),
            plan.sealedPlanningSeed());
    assertThatThrownBy(() -> withoutOdds.ofKind(practice))
        .hasMessage("wave first of a practice show has packets: expected none");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadBackAPlanThatOnlyCarriesOrOnlyHasABeacon(boolean carries) {
    Campaign campaign = SampleRecords.LIVE_PLAN.campaign();
    CampaignWave first = campaign.waves().get(0);
    CampaignWave second = campaign.waves().get(1);
    CampaignWave other = carries ? second : first;
    CampaignWave plain =
        new CampaignWave(
            first.schedule(), first.odds(), first.greetingOdds(), first.curve(), first.pools());
    PlanRecord plan =
        new PlanRecord(
            1,
            0,
            12,
            campaign
                .withChannels(List.of())
                .withWaves(carries ? List.of(plain, other) : List.of(other)),
            "",
            SampleRecords.LIVE_PLAN.secrets(),
            SampleRecords.PLANNING_SEED);

    PlanRecord read = PlanRecord.decode(plan.encode());

    assertThat(read.campaign()).isEqualTo(plan.campaign());
  }

  @Test
  void shouldReadBackAPlanWhoseReleaseIsCapped() {
    Campaign campaign = SampleRecords.PLAN.campaign();
    CampaignWave first = campaign.waves().get(0);
    List<CampaignWave> capped =
        List.of(first.at(first.schedule(), new Curve.Capped(first.curve(), 1_500)));
    PlanRecord plan =
        new PlanRecord(
            1,
            0,
            12,
            campaign.withWaves(capped),
            "",
            SampleRecords.PLAN.secrets(),
            SampleRecords.PLANNING_SEED);

    assertThat(PlanRecord.decode(plan.encode()).campaign().waves()).isEqualTo(capped);
  }

  @Test
  void shouldKeepTheNumbersOfPlansAndTheStateTheyAreIn() {
    PlanRecord active = SampleRecords.PLAN.activeFrom(5_000);
    assertThat(SampleRecords.PLAN.isActive()).isFalse();
    assertThat(active.isActive()).isTrue();
    assertThat(active.key())
        .isEqualTo("spring-gala-2027/plan/2")
        .isEqualTo(SampleRecords.PLAN.key());
    assertThat(SampleRecords.VERDICT.key()).isEqualTo("DEVICE:d1");
  }
}
