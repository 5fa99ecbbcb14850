package io.hongbao.wire.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.wire.fixtures.FixedKeys;
import io.hongbao.wire.fixtures.SampleRecords;
import io.hongbao.wire.keys.SigningKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of format is noticed here. */
class GoldenBytesTest {

  private static final Optional<BeaconRound> BEACON = Optional.of(SampleRecords.BEACON);

  /** What is written, by its name in the table. */
  private static final Map<String, Supplier<byte[]>> WRITTEN =
      Map.ofEntries(
          Map.entry("bucket-key", SampleRecords.SHAKE.key()::encode),
          Map.entry("shake", SampleRecords.SHAKE::encode),
          Map.entry("shake-of-practice", SampleRecords.PRACTICE_SHAKE::encode),
          Map.entry("tick", SampleRecords.TICK::encode),
          Map.entry("won", SampleRecords.WON::encode),
          Map.entry("won-of-shadow", SampleRecords.SHADOW_WON::encode),
          Map.entry("verdict", SampleRecords.VERDICT::encode),
          Map.entry("dead-letter", () -> SampleRecords.deadLetter().encode()),
          Map.entry("plan-staged", SampleRecords.PLAN::encode),
          Map.entry("plan-active", () -> active().encode()),
          Map.entry("plan-of-seed-files", () -> ofSeedFiles().encode()),
          Map.entry("plan-activating", () -> activating().encode()),
          Map.entry("plan-of-channels", SampleRecords.LIVE_PLAN::encode),
          Map.entry("plan-of-channels-activating", () -> liveActivating().encode()),
          Map.entry("plan-of-shadow", () -> shadow().encode()),
          Map.entry("outcome-miss", () -> OutcomeCodec.encode(Outcome.MISS)),
          Map.entry("outcome-greeting", () -> OutcomeCodec.encode(new Outcome.Greeting("stars"))),
          Map.entry("outcome-packet", () -> OutcomeCodec.encode(SampleRecords.PACKET)),
          Map.entry("outcome-limited-user", () -> OutcomeCodec.encode(Outcome.LIMITED_USER)),
          Map.entry(
              "outcome-limited-enterprise", () -> OutcomeCodec.encode(Outcome.LIMITED_ENTERPRISE)),
          Map.entry("op-stage", () -> op("op-stage").encode()),
          Map.entry("op-append-plan", () -> op("op-append-plan").encode()),
          Map.entry("op-activate", () -> op("op-activate").encode()),
          Map.entry("op-tell", () -> op("op-tell").encode()),
          Map.entry("op-set-mode", () -> op("op-set-mode").encode()),
          Map.entry("op-approve", () -> op("op-approve").encode()),
          Map.entry("op-forget", () -> op("op-forget").encode()),
          Map.entry("op-publish-secrets", () -> op("op-publish-secrets").encode()),
          Map.entry("mode", SampleRecords.MODE::encode),
          Map.entry("secrets", SampleRecords.SECRETS::encode),
          Map.entry("ack", SampleRecords.ACK::encode),
          Map.entry("signed-op", () -> op("op-tell").sign(FixedKeys.SIGNING)),
          Map.entry("envelope", SampleRecords.ENVELOPE::encode),
          Map.entry("approval", SampleRecords.APPROVAL::encode),
          Map.entry("policy", SampleRecords.POLICY::encode),
          Map.entry("signed-policy", () -> SampleRecords.POLICY.sign(FixedKeys.SIGNING)),
          Map.entry("signed-envelope", () -> SampleRecords.ENVELOPE.sign(FixedKeys.SIGNING)),
          Map.entry("signed-approval", () -> SampleRecords.APPROVAL.sign(FixedKeys.SIGNING)),
          Map.entry("plan-file", SampleRecords.PLAN_FILE::toBytes),
          Map.entry("show-snapshot", () -> SampleRecords.SNAPSHOT.sign(FixedKeys.SIGNING)),
          Map.entry("signed-plan", () -> active().sign(FixedKeys.SIGNING)),
          Map.entry("content-terms", () -> ControlCodec.of(SampleRecords.TERMS)),
          Map.entry("content-seeds", () -> ControlCodec.of(SampleRecords.SEEDS)),
          Map.entry("content-end", ControlCodec::ofEnd),
          Map.entry(
              "content-terms-without-beacon",
              () -> ControlCodec.of(SampleRecords.termsOfVersion2(Optional.empty()))),
          Map.entry(
              "content-terms-with-beacon",
              () -> ControlCodec.of(SampleRecords.termsOfVersion2(BEACON))),
          Map.entry(
              "content-terms-of-shadow",
              () -> ControlCodec.of(SampleRecords.termsOfKind(SampleRecords.SHADOW))),
          Map.entry("content-seeds-of-plan", () -> ControlCodec.of(SampleRecords.SEEDS.ofPlan(2))),
          Map.entry("content-activate", () -> ControlCodec.of(SampleRecords.ACTIVATE)),
          Map.entry("content-pause", () -> ControlCodec.of(SampleRecords.PAUSE)),
          Map.entry("content-resume", () -> ControlCodec.of(SampleRecords.RESUME)),
          Map.entry("content-carry", () -> ControlCodec.of(SampleRecords.CARRY)),
          Map.entry("content-beacon", () -> ControlCodec.of(SampleRecords.BEACON_VALUE)),
          Map.entry("content-beacon-failed", () -> ControlCodec.of(SampleRecords.BEACON_FAILED)),
          Map.entry("control-terms", () -> signed(4, ControlCodec.of(SampleRecords.TERMS))),
          Map.entry("control-seeds", () -> signed(3, ControlCodec.of(SampleRecords.SEEDS))),
          Map.entry("control-end", () -> signed(300, ControlCodec.ofEnd())));

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
    byte[] key = GoldenRecords.bytes("bucket-key");
    assertThat(BucketKey.decode(key)).isEqualTo(SampleRecords.SHAKE.key());
    assertThat(ShakesRecord.decode(key, GoldenRecords.bytes("shake")))
        .isEqualTo(SampleRecords.SHAKE);
    assertThat(ShakesRecord.decode(null, GoldenRecords.bytes("tick")))
        .isEqualTo(SampleRecords.TICK);
    assertThat(WonRecord.decode(GoldenRecords.bytes("won"))).isEqualTo(SampleRecords.WON);
    assertThat(VerdictRecord.decode(GoldenRecords.bytes("verdict")))
        .isEqualTo(SampleRecords.VERDICT);
    assertThat(DeadLetter.decode(GoldenRecords.bytes("dead-letter")))
        .usingRecursiveComparison()
        .isEqualTo(SampleRecords.deadLetter());
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-staged"))).isEqualTo(SampleRecords.PLAN);
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-active"))).isEqualTo(active());
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-seed-files")))
        .isEqualTo(ofSeedFiles());
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-activating"))).isEqualTo(activating());
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-channels")))
        .isEqualTo(SampleRecords.LIVE_PLAN);
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-channels-activating")))
        .isEqualTo(liveActivating());
    assertThat(OutcomeCodec.decode(GoldenRecords.bytes("outcome-packet")))
        .isEqualTo(SampleRecords.PACKET);
  }

  @Test
  void shouldReadWhatSaysThatItsShowIsNotLive() {
    assertThat(
            ShakesRecord.decode(
                GoldenRecords.bytes("bucket-key"), GoldenRecords.bytes("shake-of-practice")))
        .isEqualTo(SampleRecords.PRACTICE_SHAKE);
    assertThat(WonRecord.decode(GoldenRecords.bytes("won-of-shadow")))
        .isEqualTo(SampleRecords.SHADOW_WON);
    assertThat(PlanRecord.decode(GoldenRecords.bytes("plan-of-shadow"))).isEqualTo(shadow());
    assertThat(content("content-terms-of-shadow"))
        .isEqualTo(SampleRecords.termsOfKind(SampleRecords.SHADOW).open(FixedKeys.SEALING));
  }

  @Test
  void shouldReadTheRecordsOfALiveShow() {
    SampleRecords.OPS.forEach(
        (name, op) -> assertThat(OpRecord.decode(GoldenRecords.bytes(name))).isEqualTo(op));
    assertThat(ModeRecord.decode(GoldenRecords.bytes("mode"))).isEqualTo(SampleRecords.MODE);
    assertThat(SecretsRecord.decode(GoldenRecords.bytes("secrets")))
        .isEqualTo(SampleRecords.SECRETS);
    assertThat(AckRecord.decode(GoldenRecords.bytes("ack"))).isEqualTo(SampleRecords.ACK);
    assertThat(AckRecord.decode(GoldenRecords.bytes("ack-without-delay")).answerDelayMillis())
        .isEmpty();
    assertThat(ShowRecord.verify(GoldenRecords.bytes("signed-op"), FixedKeys.VERIFYING))
        .isEqualTo(op("op-tell"));
    assertThat(ShowRecord.verify(GoldenRecords.bytes("signed-plan"), FixedKeys.VERIFYING))
        .isEqualTo(active());
  }

  @Test
  void shouldReadAnEnvelopeAndAnApproval() {
    assertThat(EnvelopeRecord.decode(GoldenRecords.bytes("envelope")))
        .isEqualTo(SampleRecords.ENVELOPE)
        .matches(envelope -> envelope.isApprovedBy(FixedKeys.VERIFYING));
    assertThat(ApprovalRecord.decode(GoldenRecords.bytes("approval")))
        .isEqualTo(SampleRecords.APPROVAL);
    assertThat(ShowRecord.verify(GoldenRecords.bytes("signed-envelope"), FixedKeys.VERIFYING))
        .isEqualTo(SampleRecords.ENVELOPE);
    assertThat(ShowRecord.verify(GoldenRecords.bytes("signed-approval"), FixedKeys.VERIFYING))
        .isEqualTo(SampleRecords.APPROVAL);
  }

  @Test
  void shouldReadAPolicy() {
    assertThat(PolicyRecord.decode(GoldenRecords.bytes("policy"))).isEqualTo(SampleRecords.POLICY);
    assertThat(ShowRecord.verify(GoldenRecords.bytes("signed-policy"), FixedKeys.VERIFYING))
        .isEqualTo(SampleRecords.POLICY);
  }

  @Test
  void shouldReadAPlanFileAndASnapshot() {
    PlanFile file = PlanFile.verify(GoldenRecords.bytes("plan-file"), FixedKeys.VERIFYING);
    assertThat(file.show()).isEqualTo(SampleRecords.KEY.show());
    assertThat(file.number()).isEqualTo(9);
    assertThat(file.partitions()).isEqualTo(8);
    assertThat(file.checks()).isEqualTo(new PlanFile.Checks(2, true));
    assertThat(file.operations()).hasSize(1);
    assertThat(file.operations().get(0).op()).isEqualTo(SampleRecords.ACTIVATION.done());
    assertThat(file.entries())
        .flatExtracting(entry -> entry.op().stream().toList())
        .containsExactly(SampleRecords.ACTIVATION, SampleRecords.ACTIVATION.done());
    assertThat(file.entries())
        .flatExtracting(entry -> entry.control().stream().toList())
        .containsExactly(SampleRecords.activate(5, 4), SampleRecords.activate(6, 9));
    assertThat(file.entries().get(2).value()).isEqualTo(SampleRecords.activate(6, 9).encode());

    ShowSnapshot snapshot =
        ShowSnapshot.verify(GoldenRecords.bytes("show-snapshot"), FixedKeys.VERIFYING);
    assertThat(snapshot.records())
        .containsExactly(SampleRecords.MODE, SampleRecords.ENVELOPE, SampleRecords.APPROVAL);
    assertThat(snapshot.lastFileNumber()).isEqualTo(9);
    assertThat(snapshot.files()).singleElement().matches(SampleRecords.PLAN_FILE::isSameAs);
  }

  @Test
  void shouldOpenTheControlsOfTheTable() {
    assertThat(verified("control-seeds").control()).isEqualTo(SampleRecords.SEEDS);
    assertThat(verified("control-end").control()).isEqualTo(new Control.End());
    assertThat(verified("control-terms").control())
        .isEqualTo(SampleRecords.TERMS.open(FixedKeys.SEALING));
  }

  @Test
  void shouldReadTheContentsOfALiveShow() {
    assertThat(content("content-terms-with-beacon"))
        .isEqualTo(SampleRecords.termsOfVersion2(BEACON).open(FixedKeys.SEALING));
    assertThat(content("content-terms-without-beacon"))
        .isEqualTo(SampleRecords.termsOfVersion2(Optional.empty()).open(FixedKeys.SEALING));
    assertThat(content("content-seeds-of-plan")).isEqualTo(SampleRecords.SEEDS.ofPlan(2));
    assertThat(content("content-activate")).isEqualTo(SampleRecords.ACTIVATE);
    assertThat(content("content-pause")).isEqualTo(SampleRecords.PAUSE);
    assertThat(content("content-resume")).isEqualTo(SampleRecords.RESUME);
    assertThat(content("content-carry")).isEqualTo(SampleRecords.CARRY);
    assertThat(content("content-beacon")).isEqualTo(SampleRecords.BEACON_VALUE);
    assertThat(content("content-beacon-failed")).isEqualTo(SampleRecords.BEACON_FAILED);
  }

  @Test
  void shouldUnsealTheSecretOfTheTable() {
    byte[] sealed = GoldenRecords.bytes("sealed-wave-secret");
    assertThat(Base64.getDecoder().decode(SampleRecords.SECRET.sealedBase64())).isEqualTo(sealed);
    assertThat(SampleRecords.SECRET.open(FixedKeys.SEALING, TermsFixture.SHOW, "first"))
        .isEqualTo(TermsFixture.SECRET);
  }

  @Test
  void shouldTakeTheKeysOfTheTable() {
    String signing = base64("signing-key-pkcs8");
    assertThat(SigningKey.fromBase64(signing).toBase64()).isEqualTo(signing);
    assertThat(FixedKeys.SIGNING.toBase64()).isEqualTo(signing);
    assertThat(FixedKeys.VERIFYING.toBase64()).isEqualTo(base64("verifying-key-x509"));
    assertThat(FixedKeys.SEALING.toBase64()).isEqualTo(base64("sealing-key"));
  }

  private static OpRecord op(String name) {
    return SampleRecords.OPS.get(name);
  }

  private static PlanRecord active() {
    return SampleRecords.PLAN.activeFrom(TermsFixture.OPENS_AT_MILLIS - 10_000);
  }

  private static PlanRecord activating() {
    return SampleRecords.PLAN.activatingAt(TermsFixture.OPENS_AT_MILLIS - 10_000);
  }

  private static PlanRecord liveActivating() {
    return SampleRecords.LIVE_PLAN
        .withSeedFiles("cd".repeat(32))
        .activatingAt(TermsFixture.OPENS_AT_MILLIS - 10_000);
  }

  private static PlanRecord shadow() {
    return SampleRecords.LIVE_PLAN
        .ofKind(SampleRecords.SHADOW)
        .activeFrom(TermsFixture.OPENS_AT_MILLIS - 10_000);
  }

  private static Control content(String name) {
    return ControlCodec.decode(GoldenRecords.bytes(name), FixedKeys.SEALING);
  }

  private static PlanRecord ofSeedFiles() {
    return active().withSeedFiles("cd".repeat(32));
  }

  private static byte[] signed(long number, byte[] content) {
    return SignedControl.sign(FixedKeys.SIGNING, SampleRecords.KEY, number, content).encode();
  }

  private static ControlRecord verified(String name) {
    return SignedControl.decode(SampleRecords.KEY, GoldenRecords.bytes(name))
        .verify(FixedKeys.VERIFYING, FixedKeys.SEALING);
  }

  private static String base64(String name) {
    return Base64.getEncoder().encodeToString(GoldenRecords.bytes(name));
  }
}
