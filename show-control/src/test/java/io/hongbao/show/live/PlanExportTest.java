package io.hongbao.show.live;

import static io.hongbao.show.live.LiveFixture.BUCKETS;
import static io.hongbao.show.live.LiveFixture.CAMPAIGN;
import static io.hongbao.show.live.LiveFixture.FIRST;
import static io.hongbao.show.live.LiveFixture.PARTITIONS;
import static io.hongbao.show.live.LiveFixture.SEALING;
import static io.hongbao.show.live.LiveFixture.SECOND;
import static io.hongbao.show.live.LiveFixture.SHA;
import static io.hongbao.show.live.LiveFixture.SIGNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Envelope;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.LiveFixture.Applied;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanFile;
import io.hongbao.wire.records.PlanFile.Checks;
import io.hongbao.wire.records.ShowSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Files that operators make without Kafka, and what comes of them once they are in the log. */
class PlanExportTest {

  private static final long LEAD_MILLIS = 20_000;

  private static final SigningKey.Pair APPROVER = SigningKey.generate();
  private static final long LONG_AFTER = Campaigns.OPENS + 86_400_000;

  private static final Campaign WITH_THIRD =
      CAMPAIGN.withWaves(
          List.of(
              FIRST,
              SECOND,
              Campaigns.wave("third", Campaigns.OPENS + 1_200_000, new Curve.Uniform())));

  private final LiveFixture show = LiveFixture.onAir();

  private ShowSnapshot snapshot() {
    ShowSnapshot kept =
        new ShowSnapshot(show.time.millis(), PARTITIONS, 0, show.log.show().records(), List.of());
    return ShowSnapshot.verify(kept.sign(SIGNING.signingKey()), SIGNING.verifyingKey());
  }

  private PlanExport export(ShowSnapshot snapshot, boolean afresh) {
    return export(snapshot, afresh, Optional.empty());
  }

  private PlanExport export(
      ShowSnapshot snapshot, boolean afresh, Optional<VerifyingKey> approverKey) {
    return export(snapshot, afresh, approverKey, show.time);
  }

  private static PlanExport export(
      ShowSnapshot snapshot, boolean afresh, Optional<VerifyingKey> approverKey, Waiting clock) {
    return new PlanExport(
        snapshot,
        "gala",
        afresh,
        LEAD_MILLIS,
        approverKey,
        SIGNING.signingKey(),
        SEALING,
        LiveFixture.secrets(3),
        clock);
  }

  /** As an edge does. */
  private void append(PlanFile file) {
    PlanFile read = PlanFile.verify(file.toBytes(), SIGNING.verifyingKey());
    ShowTopic topic = show.log.showTopic();
    ControlLog log = show.log.controlLog();
    read.entries()
        .forEach(
            entry -> {
              entry.showRecord().ifPresent(topic::append);
              entry
                  .control()
                  .ifPresent(
                      control -> log.append(control.key().bucket() % read.partitions(), control));
            });
    log.awaitAcknowledgements();
  }

  @Test
  void shouldKnowTheSameShowAfterASnapshot() {
    show.operator.mode("gala", Mode.SHARE, "flood", "ada");

    ShowState known = export(snapshot(), false).shows().show("gala");

    assertThat(known.ops()).isEqualTo(show.state().ops());
    assertThat(known.plans()).containsExactlyElementsOf(show.state().plans());
    assertThat(known.modeRecord()).isEqualTo(show.state().modeRecord());
    assertThat(known.inForce()).isEqualTo(show.state().inForce());
  }

  @Test
  void shouldOpenAWaveByFileInOneGoHoweverLongThatTakes() {
    show.time.set(FIRST.schedule().closesAtMillis() + 10_000);
    Waiting slow =
        new Waiting() {
          @Override
          public Instant instant() {
            show.time.sleep(700);
            return show.time.instant();
          }

          @Override
          public void sleep(long millis) {
            show.time.sleep(millis);
          }
        };
    PlanExport export = export(snapshot(), false, Optional.empty(), slow);
    long before = show.state().ops().size();

    export.operator().cue("gala", "second", Cue.NOW, true, "ada");

    assertThat(export.file().operations())
        .extracting(operation -> operation.op().number())
        .containsExactly(before + 1, before + 2, before + 3);
  }

  @Test
  void shouldMoveAWaveByFileAndTouchNothingUntilItIsAppended() {
    // Given
    List<OpRecord> before = show.state().ops();
    int told = show.log.shakes().size();
    PlanExport export = export(snapshot(), false);

    // When
    Activation cued = export.operator().cue("gala", "second", Cue.by(30_000), true, "ada");
    PlanFile file = export.file();

    // Then
    assertThat(cued.atMillis()).isEqualTo(show.time.millis() + LEAD_MILLIS);
    assertThat(show.state().ops()).isEqualTo(before);
    assertThat(file.number()).isEqualTo(before.size() + 3);
    assertThat(file.operations())
        .extracting(operation -> operation.op().number())
        .containsExactly(before.size() + 1L, before.size() + 2L, before.size() + 3L);
    assertThat(file.operations().get(2).op().op())
        .isEqualTo(new OpRecord.Activate(2, cued.atMillis(), true));
    assertThat(show.log.shakes()).hasSize(told);

    // When
    append(file);
    append(file);

    // Then
    assertThat(show.log.shakes()).hasSize(told + 2 * 2 * BUCKETS);
    assertThat(show.state().inForce().orElseThrow().campaign().wave("second").orElseThrow())
        .extracting(wave -> wave.schedule().opensAtMillis())
        .isEqualTo(SECOND.schedule().opensAtMillis() + 30_000);
    assertThat(show.applied())
        .extracting(Applied::effect)
        .isSubsetOf(ControlEffect.KEPT, ControlEffect.REPEATED);
  }

  @Test
  void shouldSetAModeByFile() {
    PlanExport export = export(snapshot(), false);

    export.operator().mode("gala", Mode.CALM, "the cache is away", "ada");
    PlanFile file = export.file();

    assertThat(file.entries()).allMatch(entry -> entry.control().isEmpty());
    append(file);
    assertThat(show.state().mode()).isEqualTo(Mode.CALM);
  }

  @Test
  void shouldRefuseAPlanThatAddsPackets() {
    PlanExport export = export(snapshot(), false);
    CampaignWave more =
        new CampaignWave(
            SECOND.schedule(),
            SECOND.odds(),
            SECOND.greetingOdds(),
            SECOND.curve(),
            List.of(new Pool("tea", 30, 20_000, 100, 2_000)));
    export.operator().stage("gala", CAMPAIGN.withWaves(List.of(FIRST, more)), SHA, "ada");

    assertThatThrownBy(() -> export.operator().activate("gala", OptionalLong.empty(), true, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("the plan adds packets to show gala, and a file holds no seeds");
  }

  @Test
  void shouldActivateAPlanWithANewWaveThatGivesNothingAway() {
    PlanExport export = export(snapshot(), false);

    export.operator().stage("gala", WITH_THIRD, SHA, "ada");
    activate(export);
    append(export.file());

    assertThat(show.state().inForce().orElseThrow().campaign()).isEqualTo(WITH_THIRD);
  }

  @Test
  void shouldHoldInEveryFileWhatTheOnesBeforeHad() {
    // Given
    ShowSnapshot known = snapshot();
    PlanExport first = export(known, false);
    first.operator().cue("gala", "second", Cue.by(30_000), true, "ada");
    PlanFile one = first.file();
    known = known.with(one);

    // When
    PlanExport second = export(known, false);
    second.operator().mode("gala", Mode.CALM, "flood", "ada");
    PlanFile two = second.file();

    // Then
    assertThat(two.number()).isEqualTo(one.number() + 1);
    assertThat(two.operations()).hasSize(4);
    append(two);
    assertThat(show.state().mode()).isEqualTo(Mode.CALM);
    assertThat(show.state().inForce().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void shouldBeginAfreshUnderAHigherNumber() {
    ShowSnapshot known = snapshot();
    PlanExport first = export(known, false);
    first.operator().cue("gala", "second", Cue.by(30_000), true, "ada");
    PlanFile one = first.file();

    PlanExport second = export(known.with(one), true);
    second.operator().mode("gala", Mode.CALM, "flood", "ada");
    PlanFile two = second.file();

    assertThat(two.number()).isEqualTo(one.number() + 1);
    assertThat(two.operations()).hasSize(1);
    append(two);
    assertThat(show.state().mode()).isEqualTo(Mode.CALM);
    assertThat(show.state().inForce().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void shouldKeepInASnapshotWhatBoundsTheShow() {
    show.operator.setApproval(true, "up");
    show.operator.bound(envelope(LONG_AFTER), APPROVER.signingKey(), "bob");

    ShowTable known = export(snapshot(), false).shows();

    assertThat(known.isApprovalRequired()).isTrue();
    assertThat(known.show("gala").envelope()).isEqualTo(show.state().envelope());
  }

  @Test
  void shouldActivateAPlanOnlyOnceAnotherPersonHasApprovedItByFileToo() {
    // Given
    show.operator.setApproval(true, "up");
    ShowSnapshot known = snapshot();
    PlanExport staged = export(known, false);
    staged.operator().stage("gala", WITH_THIRD, SHA, "ada");
    known = known.with(staged.file());
    PlanExport alone = export(known, false);

    // Then
    assertThatThrownBy(() -> activate(alone))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("plan 2 of show gala was staged by ada and waits for another");
    assertThatThrownBy(() -> alone.operator().approve("gala", 2, "ada"))
        .hasMessageStartingWith("plan 2 was staged by ada: another person must approve it");

    // When
    PlanExport both = export(known, false);
    both.operator().approve("gala", 2, "bob");
    activate(both);
    PlanFile file = both.file();
    append(file);

    // Then
    assertThat(file.checks()).isEqualTo(new Checks(0, true));
    assertThat(show.state().inForce().orElseThrow().campaign()).isEqualTo(WITH_THIRD);
    assertThat(show.state().approversOf(2)).containsExactly("bob");
  }

  @Test
  void shouldRefuseByFileWhatIsOutsideTheEnvelope() {
    // Given
    show.operator.bound(envelope(SECOND.schedule().closesAtMillis()), APPROVER.signingKey(), "bob");
    PlanExport export = export(snapshot(), false, Optional.of(APPROVER.verifyingKey()));

    // Then
    assertThatThrownBy(() -> export.operator().cue("gala", "second", Cue.by(30_000), true, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("plan 2 is outside envelope 1 of show gala");
    assertThatThrownBy(
            () ->
                export(snapshot(), false, Optional.of(SIGNING.verifyingKey()))
                    .operator()
                    .cue("gala", "second", Cue.by(-30_000), true, "ada"))
        .hasMessageStartingWith("envelope 1 of show gala is not signed by the approver");
  }

  @Test
  void shouldMakeNoFileThatWidensWhatBoundsTheShow() {
    PlanExport envelope = export(snapshot(), false);
    envelope.operator().bound(envelope(LONG_AFTER), APPROVER.signingKey(), "bob");
    envelope.operator().mode("gala", Mode.CALM, "flood", "ada");
    PlanExport approval = export(snapshot(), false);
    approval.operator().setApproval(true, "ada");
    approval.operator().mode("gala", Mode.CALM, "flood", "ada");

    assertThatThrownBy(envelope::file)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage("no file can be made: record gala/envelope: expected one of a plan or a mode");
    assertThatThrownBy(approval::file)
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage("no file can be made: record of show : expected those of gala");
  }

  @Test
  void shouldHoldAPlanAsItWasStagedSoThatItCanBeTakenBack() {
    show.operator.stage("gala", WITH_THIRD, SHA, "ada");
    PlanExport export = export(snapshot(), false);

    activate(export);
    PlanFile file = export.file();

    assertThat(file.staged(2)).isPresent();
    append(file);
    assertThat(show.state().inForce().orElseThrow().campaign()).isEqualTo(WITH_THIRD);
  }

  private static void activate(PlanExport export) {
    export.operator().activate("gala", OptionalLong.empty(), true, "ada");
  }

  private static Envelope envelope(long validUntilMillis) {
    return new Envelope(
        "gala", 60, 30_000, 2_000, 30_000, List.of("cola", "tea"), validUntilMillis);
  }

  @Test
  void shouldMakeNoFileOfNothing() {
    assertThatThrownBy(() -> export(snapshot(), false).file())
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("no file can be made: no operation");
  }
}
