package io.hongbao.proof.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.HonestShow;
import io.hongbao.proof.audit.InMemoryTopics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetJson;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.rules.ruleset.RulesRecordJson;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.wire.fixtures.MoneySampleRecords;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.PolicyRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.WonRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

  private static final BucketKey KEY = new BucketKey("gala", 5);

  private final RecordDecoder decoder =
      new RecordDecoder(InMemoryTopics.KEYS.verifyingKey(), InMemoryTopics.SEALING_KEY);

  @Test
  void shouldTakeAShakeApart() {
    ShakeRecord shake =
        new ShakeRecord(
            KEY,
            "u1",
            new ShakeId("first", 17),
            2,
            77,
            "edge-1",
            "d1",
            "::1",
            RiskLevel.SLOW,
            4,
            true);

    assertThat(decode(Topics.SHAKES, KEY.encode(), shake.encode()))
        .isEqualTo(
            view(
                Topics.SHAKES,
                "shake",
                Map.ofEntries(
                    entry("show", "gala"),
                    entry("bucket", 5),
                    entry("user", "u1"),
                    entry("shakeId", "first-17"),
                    entry("plan", 2L),
                    entry("stampMillis", 77L),
                    entry("edge", "edge-1"),
                    entry("device", "d1"),
                    entry("address", "::1"),
                    entry("riskLevel", "SLOW"),
                    entry("repeats", 4),
                    entry("ownRepeat", true))));
  }

  @Test
  void shouldTakeATickApart() {
    assertThat(decode(Topics.SHAKES, null, new TickRecord("edge-1", 77).encode()))
        .isEqualTo(view(Topics.SHAKES, "tick", Map.of("edge", "edge-1", "stampMillis", 77L)));
  }

  @Test
  void shouldTakeAWinApart() {
    WonRecord won =
        new WonRecord(
            "gala.5.3.17",
            "gala",
            5,
            "u1",
            new ShakeId("first", 17),
            "cola",
            188,
            RiskLevel.NONE,
            5,
            4_000,
            77,
            false);

    assertThat(decode(Topics.PACKETS, null, won.encode()))
        .isEqualTo(
            view(
                Topics.PACKETS,
                "won",
                Map.of(
                    "packetId", "gala.5.3.17",
                    "show", "gala",
                    "bucket", 5,
                    "user", "u1",
                    "shakeId", "first-17",
                    "enterprise", "cola",
                    "amountFen", 188L,
                    "riskLevel", "NONE",
                    "shakeAt", "shakes/5/4000",
                    "shakeAppendedAtMillis", 77L)));
  }

  @Test
  void shouldTakeApartHowAWinCanBeClaimed() {
    assertThat(decode(Topics.PACKETS, null, MoneySampleRecords.WON.encode()).fields())
        .containsEntry("claimWithinMs", 7_200_000L)
        .containsEntry("payoutGraceMs", 5_000L)
        .containsEntry("sharesFen", "100; 50; 38");
  }

  @Test
  void shouldTakeApartWhatBecomesOfAPacket() {
    MoneySampleRecords.RECORDS.forEach(
        (name, record) -> {
          RecordView view = decode(Topics.PACKETS, null, MoneyCodec.encode(record));
          assertThat(view.kind()).isEqualTo(name.replace('-', ' '));
          assertThat(view.fields())
              .containsEntry(record instanceof BatchRecord ? "batchId" : "packetId", record.key());
        });
    PacketRecord paid = new PacketRecord.Paid("gala.5.3.17", 0, 1, "T-300");
    assertThat(decode(Topics.PACKETS, null, MoneyCodec.encode(paid)))
        .isEqualTo(
            view(
                Topics.PACKETS,
                "paid",
                Map.of("packetId", "gala.5.3.17", "share", 0, "step", 1, "reference", "T-300")));
  }

  @Test
  void shouldTakeEntriesAndPayoutsApart() {
    assertThat(
            decode(Topics.LEDGER, null, LedgerCodec.encode(MoneySampleRecords.FUND_ENTRY)).fields())
        .isEqualTo(
            Map.of(
                "entry", "spring-gala-2027.5.3/fund",
                "batchId", "spring-gala-2027.5.3",
                "enterprise", "cola",
                "from", "ENTERPRISE",
                "to", "ESCROW",
                "amountFen", 250_000L));
    assertThat(decode(Topics.PAYOUTS, null, LedgerCodec.encode(MoneySampleRecords.PAYOUT)).fields())
        .containsEntry("key", MoneySampleRecords.PAYOUT.key())
        .containsEntry("amountFen", 38L);
  }

  @Test
  void shouldTakeSeedsApartAndCountThem() {
    byte[] content = ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.COLA, 20));

    RecordView seeds = decode(Topics.SHAKES, KEY.encode(), signed(content));

    assertThat(seeds.fields())
        .isEqualTo(
            Map.of(
                "show",
                "gala",
                "bucket",
                5,
                "number",
                3L,
                "says",
                "seeds",
                "plan",
                0L,
                "wave",
                "first",
                "enterprise",
                "cola",
                "countsFromMillis",
                0L,
                "packets",
                20,
                "fen",
                2_190L));
  }

  @Test
  void shouldTakeTermsApartAndKeepTheirSecrets() {
    LimitChange later = new LimitChange(InMemoryTopics.OPENS, new Limits(3, 2));
    byte[] content =
        ControlCodec.of(InMemoryTopics.terms(7, new LimitChange(0, InMemoryTopics.LIMITS), later));

    assertThat(decode(Topics.SHAKES, KEY.encode(), signed(content)).fields())
        .isEqualTo(
            Map.ofEntries(
                entry("show", "gala"),
                entry("bucket", 5),
                entry("number", 3L),
                entry("says", "terms"),
                entry("plan", 7L),
                entry("buckets", 2),
                entry("partitions", 2),
                entry("engineVersion", 1),
                entry(
                    "waves",
                    "first from 2027-02-07T12:30:00Z to 2027-02-07T12:35:00Z, turn 5000 ms, odds"
                        + " 0.5"),
                entry("enterprises", "cola; tea"),
                entry(
                    "limits",
                    "2 a user, 1 an enterprise, from the beginning;"
                        + " 3 a user, 2 an enterprise, from 2027-02-07T12:30:00Z")));
  }

  @Test
  void shouldTakeTheEndOfAShowApart() {
    assertThat(decode(Topics.SHAKES, KEY.encode(), signed(ControlCodec.ofEnd())).fields())
        .containsEntry("says", "end of the show");
  }

  @Test
  void shouldSayThatAControlRecordIsForged() {
    byte[] forged =
        SignedControl.sign(SigningKey.generate().signingKey(), KEY, 3, ControlCodec.ofEnd())
            .encode();

    assertThat(decode(Topics.SHAKES, KEY.encode(), forged).fields())
        .containsEntry("unusable", "control 3 of gala/5: signature is wrong")
        .doesNotContainKey("says");
  }

  @Test
  void shouldTakeAPlanApart() {
    byte[] plan = HonestShow.world().plansBefore.get(0).encode();

    assertThat(decode(Topics.SHOW, null, plan).fields())
        .containsEntry("show", "gala")
        .containsEntry("number", 1L)
        .containsEntry("signed", false)
        .containsEntry("wave first", "cola: 40 packets, 4380 fen; tea: 12 packets, 1230 fen");
  }

  @Test
  void shouldSayWhatAnOperationDoes() {
    long at = InMemoryTopics.OPENS;
    assertThat(does(new OpRecord.Stage(InMemoryTopics.plan(2, 1, 1)))).isEqualTo("stages plan 2");
    assertThat(does(new OpRecord.AppendPlan(2, at)))
        .isEqualTo(
            "appends seeds and terms of plan 2, which count in open waves from"
                + " 2027-02-07T12:30:00Z");
    assertThat(does(new OpRecord.Activate(2, at, false)))
        .isEqualTo("activates plan 2 at 2027-02-07T12:30:00Z");
    assertThat(does(new OpRecord.Activate(2, at, true)))
        .endsWith("Z, forced, without the acknowledgement of every edge");
    assertThat(does(new OpRecord.Tell(new Control.Pause("first", true, at))))
        .isEqualTo("pauses wave first from 2027-02-07T12:30:00Z");
    assertThat(does(new OpRecord.Tell(new Control.Pause("first", false, at))))
        .startsWith("resumes wave first from ");
    assertThat(does(new OpRecord.Tell(new Control.Carry("first", "second", new Curve.Ramp()))))
        .isEqualTo("carries what is left of wave first into wave second");
    assertThat(does(new OpRecord.Tell(new Control.Beacon("first", 7, Optional.empty()))))
        .isEqualTo("gives beacon round 7 to wave first: the round failed");
    assertThat(does(new OpRecord.Tell(new Control.End()))).isEqualTo("ends the show");
    assertThat(does(new OpRecord.SetMode(ModeRecord.Mode.LONGER_TURNS, "Redis is slow")))
        .isEqualTo("sets mode 1, longer turns: Redis is slow");
    assertThat(does(new OpRecord.Approve(2))).isEqualTo("approves plan 2");
    assertThat(does(new OpRecord.Forget("edge-2"))).isEqualTo("forgets node edge-2");
    assertThat(does(new OpRecord.PublishSecrets())).isEqualTo("publishes the secrets");
  }

  @Test
  void shouldTakeAnOperationApart() {
    OpRecord op =
        new OpRecord("gala", 7, 99, "ann", true, new OpRecord.Approve(2), List.of(12L, 9L));

    assertThat(decode(Topics.SHOW, null, signed(op)))
        .isEqualTo(
            view(
                Topics.SHOW,
                "operation",
                Map.of(
                    "show",
                    "gala",
                    "number",
                    7L,
                    "author",
                    "ann",
                    "givenMillis",
                    99L,
                    "does",
                    "approves plan 2",
                    "done",
                    true,
                    "lastControls",
                    "9 to 12, in 2 buckets",
                    "signed",
                    true)));
  }

  @Test
  void shouldTakeModeSecretsAndAcknowledgementsApart() {
    assertThat(
            decode(
                Topics.SHOW,
                null,
                signed(new ModeRecord("gala", 7, ModeRecord.Mode.CALM, "too many phones"))))
        .isEqualTo(
            view(
                Topics.SHOW,
                "mode",
                Map.of(
                    "show", "gala",
                    "operation", 7L,
                    "mode", "3, calm",
                    "reason", "too many phones",
                    "signed", true)));
    WaveSecret secret = new WaveSecret(new byte[WaveSecret.LENGTH]);
    assertThat(
            decode(Topics.SHOW, null, signed(new SecretsRecord("gala", Map.of("first", secret))))
                .fields())
        .containsEntry("secret of first", "00".repeat(32));
    AckRecord ack =
        new AckRecord(
            "edge-1",
            77,
            false,
            -300,
            OptionalLong.of(50),
            Map.of("gala", new AckRecord.KnownShow(2, 7)));
    assertThat(decode(Topics.SHOW_ACKS, null, ack.encode()))
        .isEqualTo(
            view(
                Topics.SHOW_ACKS,
                "acknowledgement",
                Map.of(
                    "node", "edge-1",
                    "stampMillis", 77L,
                    "left", false,
                    "clockError", "-300 ms",
                    "answerDelay", "up to 50 ms",
                    "show gala", "plan 2, mode of operation 7")));
  }

  @Test
  void shouldTakeAPhonePolicyApart() {
    assertThat(decode(Topics.SHOW, null, signed(new PolicyRecord(7, "{\"version\":7}"))))
        .isEqualTo(
            view(
                Topics.SHOW,
                "policy",
                Map.of("version", 7, "document", "{\"version\":7}", "signed", true)));
  }

  @Test
  void shouldSayThatARecordOfTheShowIsForged() {
    ModeRecord mode = new ModeRecord("gala", 7, ModeRecord.Mode.CALM, "");

    RecordView forged = decode(Topics.SHOW, null, mode.sign(SigningKey.generate().signingKey()));

    assertThat(forged.kind()).isEqualTo("unreadable");
    assertThat(forged.fields())
        .containsEntry("unusable", "record of topic show: signature is wrong")
        .doesNotContainKey("mode");
  }

  private static byte[] signed(ShowRecord record) {
    return record.sign(InMemoryTopics.KEYS.signingKey());
  }

  private static String does(OpRecord.Op op) {
    return ShowFields.does(op);
  }

  @Test
  void shouldTakeAVerdictApart() {
    VerdictRecord verdict =
        new VerdictRecord(
            VerdictRecord.EntityKind.DEVICE, "d1", RiskLevel.BLOCK, 99, "too-fast", 7);

    assertThat(decode(Topics.VERDICTS, null, verdict.encode()))
        .isEqualTo(
            view(
                Topics.VERDICTS,
                "verdict",
                Map.of(
                    "entity", "DEVICE:d1",
                    "level", "BLOCK",
                    "untilMillis", 99L,
                    "rule", "too-fast",
                    "ruleVersion", 7)));
  }

  @Test
  void shouldTakeWhatIsSaidOfRulesAndVerdictsApart() {
    RuleText text = RuleSetFixtures.hammer("requests_10s > 40");
    RuleSet set = RuleSet.first(List.of(text), "ann", "first", InMemoryTopics.OPENS);
    RiskNote note = RiskNote.errors(3, "ratio", 17, 0, 2, 99);

    assertThat(decode(Topics.RULES, null, RuleSetJson.encode(set)).fields())
        .containsEntry("version", 1)
        .containsEntry("author", "ann")
        .containsEntry("approves", "none")
        .containsEntry("files", "hammer.yaml of version 1");
    assertThat(
            decode(Topics.RULES, null, RulesRecordJson.encode(new ApprovalPolicy(true, 9)))
                .fields())
        .containsEntry("required", true);
    assertThat(
            decode(Topics.VERDICT_REASONS, note.key().getBytes(UTF_8), RiskNoteJson.encode(note)))
        .isEqualTo(
            view(
                Topics.VERDICT_REASONS,
                "note",
                Map.of(
                    "says",
                    "a rule could not be told",
                    "ruleSet",
                    3,
                    "subtask",
                    "0 of 2",
                    "noteMillis",
                    99L,
                    "rule",
                    "ratio",
                    "cards",
                    17L)));
    assertThat(decode(Topics.RULES, null, "{}".getBytes(UTF_8)).kind()).isEqualTo("unreadable");
  }

  @Test
  void shouldTakeADeadLetterApartAndCutItsBytes() {
    DeadLetter letter = new DeadLetter("why", "shakes", 3, 41, 77, null, new byte[70]);

    assertThat(decode(Topics.DEAD_LETTERS, null, letter.encode()))
        .isEqualTo(
            view(
                Topics.DEAD_LETTERS,
                "dead letter",
                Map.of(
                    "why", "why",
                    "about", "shakes/3/41",
                    "recordAppendedAtMillis", 77L,
                    "key", "",
                    "value", "00".repeat(64) + "… of 70 bytes")));
  }

  @Test
  void shouldShowTheBytesOfWhatItCannotRead() {
    assertThat(decode(Topics.SHAKES, KEY.encode(), new byte[] {1, 99, 3}))
        .isEqualTo(
            view(
                Topics.SHAKES,
                "unreadable",
                Map.of("key", "0467616c6105", "value", "016303", "unusable", "unknown kind 99")));
    assertThat(decode("elsewhere", null, new byte[] {1}))
        .isEqualTo(view("elsewhere", "unknown", Map.of("key", "", "value", "01")));
    assertThat(decode(Topics.VERDICTS, new byte[] {65}, null))
        .isEqualTo(view(Topics.VERDICTS, "deleted", Map.of("key", "41")));
  }

  private static byte[] signed(byte[] content) {
    return SignedControl.sign(InMemoryTopics.KEYS.signingKey(), KEY, 3, content).encode();
  }

  @Test
  void shouldTellTheManifestOfAPlanThatWasLoadedFromSeedFiles() {
    PlanRecord planned = InMemoryTopics.plan(1, 3, 3);
    PlanRecord ofFiles = planned.withSeedFiles("cd".repeat(32));

    assertThat(decode(Topics.SHOW, null, planned.encode()).fields())
        .doesNotContainKey("seedManifestSha256");
    assertThat(decode(Topics.SHOW, null, ofFiles.encode()).fields())
        .containsEntry("seedManifestSha256", "cd".repeat(32));
  }

  private RecordView decode(String topic, byte[] key, byte[] value) {
    return decoder.decode(
        new TopicRecord(new RecordPosition(topic, 1, 2), InMemoryTopics.OPENS, key, value));
  }

  private static RecordView view(String topic, String kind, Map<String, Object> fields) {
    return new RecordView(new RecordPosition(topic, 1, 2), InMemoryTopics.OPENS, kind, fields);
  }

  @Test
  void shouldTellWhatOperatorsChangeDuringTheShow() {
    assertThat(said(ControlCodec.of(new Control.Activate(2, 1_000))))
        .contains(
            entry("says", "activate"), entry("plan", 2L), entry("at", "1970-01-01T00:00:01Z"));
    assertThat(said(ControlCodec.of(new Control.Pause("first", true, 0))))
        .contains(entry("says", "pause"), entry("wave", "first"));
    assertThat(said(ControlCodec.of(new Control.Pause("first", false, 0))))
        .contains(entry("says", "resume"));
    assertThat(said(ControlCodec.of(new Control.Carry("first", "second", new Curve.Ramp()))))
        .contains(entry("says", "carry"), entry("toWave", "second"), entry("curve", "ramp"));
    assertThat(said(ControlCodec.of(new Control.Beacon("first", 7, Optional.empty()))))
        .contains(entry("says", "beacon"), entry("round", 7L), entry("value", "the round failed"));
  }

  private Map<String, Object> said(byte[] content) {
    return decode(Topics.SHAKES, KEY.encode(), signed(content)).fields();
  }
}
